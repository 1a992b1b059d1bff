using Matrix.Report.Charts;
using Matrix.Report.Rendering;

namespace Matrix.Report.Pages;

/// <summary>What to fix next.</summary>
internal sealed record FixesPage(
    PageFrame Frame, string Title, string Day, bool HasPast, IReadOnlyList<FixRow> Fixes, IReadOnlyList<FixSetRow> Together, IReadOnlyList<IntrinsicRow> Ledger, IReadOnlyList<DependencyRow> Dependencies);

/// <summary>A cause and what fixing it would unlock.</summary>
internal sealed record FixRow
{
    public required int Rank { get; init; }

    /// <summary>Id of the row on the page of fixes.</summary>
    public required string Id { get; init; }

    public required string Label { get; init; }

    public required string Goal { get; init; }

    public required string Signature { get; init; }

    public required IReadOnlyList<string> Platforms { get; init; }

    public required int Crates { get; init; }

    public required string CratesLink { get; init; }

    public required int Unlocks { get; init; }

    public required string UnlocksLink { get; init; }

    /// <summary>The first few of those that it would unlock, or else of those that have it.</summary>
    public required IReadOnlyList<CrateLink> Examples { get; init; }

    public required string Downloads { get; init; }

    public required long DownloadsValue { get; init; }

    public required int Tests { get; init; }

    public required CrateLink TryCrate { get; init; }

    /// <summary>Where, and which test; empty test: its build fails.</summary>
    public required string TryPlatform { get; init; }

    public required string TryTest { get; init; }

    /// <summary>Since when there are crates with it; empty without an earlier sweep.</summary>
    public required string Since { get; init; }

    public required SparklinePicture? Trend { get; init; }
}

/// <summary>What has to be fixed together.</summary>
/// <param name="Parts">Families and causes that stand alone.</param>
/// <param name="Causes">How many causes that is.</param>
internal sealed record FixSetRow(string Parts, int Causes, int Unlocks, string Downloads, long DownloadsValue, IReadOnlyList<CrateLink> Crates, int MoreCrates);

internal sealed record IntrinsicRow(
    string Intrinsic, string Package, string Target, int Warned, int Linked, int Hit, int Unlocks, IReadOnlyList<CrateLink> Crates, int MoreCrates);

/// <param name="Why">Class and subclass.</param>
/// <param name="Crates">That fail because of it.</param>
internal sealed record DependencyRow(string Package, string Why, int Count, IReadOnlyList<CrateLink> Crates, int MoreCrates);
