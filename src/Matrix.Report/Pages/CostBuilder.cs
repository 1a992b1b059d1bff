using Matrix.Report.Formatting;
using Matrix.Report.Measuring;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages;

/// <summary>What the phases took on a platform, all crates together.</summary>
internal static class CostBuilder
{
    private static readonly LegKind[] Extra = [LegKind.Repeat, LegKind.Control, LegKind.Relaxed];

    public static CostTable Of(string platform, Costs costs) => new(
        Platforms.Words(platform),
        Words.Seconds(Enum.GetValues<LegKind>().Sum(kind => costs.Seconds(platform, kind))),
        [.. Enum.GetValues<Phase>().Select(phase => Row(platform, phase, costs)).OfType<CostRow>()]);

    private static CostRow? Row(string platform, Phase phase, Costs costs)
    {
        var (llvm, cranelift) = (costs.Of(platform, LegKind.Llvm, phase), costs.Of(platform, LegKind.Cranelift, phase));
        if (llvm is null && cranelift is null)
            return null;

        var more = Extra.Sum(kind => costs.Of(platform, kind, phase)?.Seconds ?? 0);
        var largest = llvm?.PeakMemoryBytes >= (cranelift?.PeakMemoryBytes ?? 0) ? llvm : cranelift;
        return new CostRow(
            WireName.Of(phase),
            Words.Seconds(llvm?.Seconds ?? 0),
            Words.Seconds(cranelift?.Seconds ?? 0),
            llvm?.Seconds > 0 && cranelift is not null ? Words.Times(cranelift.Seconds / llvm.Seconds) : Words.Dash,
            more > 0 ? Words.Seconds(more) : "",
            Words.Bytes(llvm?.PeakMemoryBytes ?? 0),
            Words.Bytes(cranelift?.PeakMemoryBytes ?? 0),
            largest?.Largest ?? "");
    }
}
