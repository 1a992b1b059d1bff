using Matrix.Report.Charts;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

/// <summary>What became of a crate in the sweeps.</summary>
internal static class CrateStrip
{
    public static StripPicture Of(SweptCrate crate, SweepHistory history)
    {
        var rows = history.Platforms
            .Select(platform => new StripRow(Platforms.Words(platform), [.. history.Verdicts(crate.Name, platform).Select(Cell)]))
            .Where(row => row.Cells.Any(cell => cell is not null));
        return new Strip("history", $"{crate.Name} in {(history.HasPast ? $"{history.Sweeps.Count} sweeps" : "this sweep")}", history.Days, [.. rows]).Draw();
    }

    private static StripCell? Cell(VerdictKind? verdict) => verdict is { } kind ? new StripCell(StateOf(kind.Standing()), WireName.Of(kind)) : null;

    private static StripState StateOf(Standing standing) => standing switch
    {
        Standing.Works => StripState.Works,
        Standing.Fails => StripState.Fails,
        _ => StripState.Unsaid,
    };
}
