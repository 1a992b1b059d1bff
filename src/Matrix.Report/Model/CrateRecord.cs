using Matrix.Results;

namespace Matrix.Report.Model;

/// <summary>A crate's verdict and the legs behind it.</summary>
internal sealed record CrateRecord(Verdict Verdict, IReadOnlyList<LegResult> Legs)
{
    public LegResult? Llvm => Main(LegName.Llvm);

    public LegResult? Cranelift => Main(LegName.Cranelift);

    private LegResult? Main(LegName name) => Legs.FirstOrDefault(leg => leg.Leg == name && leg.Attempt == 1);
}
