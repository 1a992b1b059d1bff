using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Logs;

namespace Matrix.Runner.Measuring;

/// <summary>A crate while it is measured: what each side builds, and what is kept of it.</summary>
internal sealed record MeasuredCrate(LegRequest Llvm, LegRequest Cranelift, PhaseLog Log, LoadMeter Load)
{
    public LegRequest Of(Backend backend) => backend == Backend.Llvm ? Llvm : Cranelift;
}

/// <summary>What the unmeasured builds before the first round showed.</summary>
/// <param name="Edit">What is changed before a rebuild; null where nothing can be changed so that both sides build again.</param>
/// <param name="IsMarked">
/// What Cranelift builds of it carries its mark, so every measured build must. What has no code has none, nor, under macOS, what has no
/// debug information.
/// </param>
internal sealed record CheckedCrate(SourceEdit? Edit, bool IsMarked);
