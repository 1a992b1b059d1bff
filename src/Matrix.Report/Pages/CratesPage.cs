using Matrix.Report.Formatting;
using Matrix.Report.Rendering;

namespace Matrix.Report.Pages;

/// <summary>The table of all crates.</summary>
/// <param name="Causes">That rows name by their place.</param>
internal sealed record CratesPage(
    PageFrame Frame, string Title, string Day, bool HasPast, IReadOnlyList<TableColumn> Platforms, IReadOnlyList<VerdictChoice> Verdicts, IReadOnlyList<Choice> Classes,
    IReadOnlyList<Choice> Goals, IReadOnlyList<CauseChoice> Causes, IReadOnlyList<CrateRow> Crates);

/// <param name="Key">As files and links call it.</param>
internal sealed record TableColumn(string Name, string Key);

/// <param name="Value">What the filter compares with.</param>
internal sealed record Choice(string Name, string Value, int Crates);

internal sealed record VerdictChoice(string Name, string Value, string Standing, int Crates);

/// <param name="Goal">Empty where it is not Cranelift's.</param>
/// <param name="Id">Among the ranked causes; empty as the goal is.</param>
internal sealed record CauseChoice(string Class, string Goal, string Id);

/// <summary>A crate in the table: ten thousand of them make a page, so each says only what the others do not.</summary>
internal sealed record CrateRow
{
    public required string Name { get; init; }

    public required string Link { get; init; }

    public required IReadOnlyList<VerdictCell> Verdicts { get; init; }

    /// <summary>Places of the platform and of the cause, a colon between, with a mark where the crate fails for nothing else: <c>0:3! 1:3!</c>.</summary>
    public required string Causes { get; init; }

    public required IReadOnlyList<string> Why { get; init; }

    public required string Since { get; init; }

    public required string Downloads { get; init; }

    public required string Build { get; init; }

    public required string Test { get; init; }

    public required string Size { get; init; }
}

/// <param name="Badge">Null where the crate has no verdict on the platform.</param>
/// <param name="Mark">What the list says of it; empty where it says nothing.</param>
internal sealed record VerdictCell(VerdictBadge? Badge, string Mark);
