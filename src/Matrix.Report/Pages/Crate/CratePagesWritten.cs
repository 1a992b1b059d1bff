using System.Collections.Concurrent;
using Matrix.Report.Measuring;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

/// <summary>What the pages of crates leave behind for those that sum up. Safe to call from several threads.</summary>
internal sealed class CratePagesWritten
{
    private readonly ConcurrentDictionary<(string Crate, string Platform), CrateFigures> figures = new();
    private int logs;

    public IReadOnlyDictionary<(string Crate, string Platform), CrateFigures> Figures => figures;

    public Costs Costs { get; } = new();

    public int Logs => logs;

    public void Add(PlatformResult result, CrateFigures ofCrate, IReadOnlyList<LegResult> legs)
    {
        figures[(result.Verdict.Crate, result.Platform)] = ofCrate;
        Costs.Add(result.Platform, legs);
    }

    public void CountLog() => Interlocked.Increment(ref logs);
}
