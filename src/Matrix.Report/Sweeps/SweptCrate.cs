using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>A crate's verdict on a platform, and the legs behind it.</summary>
internal sealed record CrateRecord(Verdict Verdict, IReadOnlyList<LegResult> Legs)
{
    public LegResult? Llvm => Main(LegName.Llvm);

    public LegResult? Cranelift => Main(LegName.Cranelift);

    private LegResult? Main(LegName name) => Legs.FirstOrDefault(leg => leg.Leg == name && leg.Attempt == 1);
}
