using System.Collections.Immutable;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Report.Issues.Plan;

/// <summary>Labels that the tool keeps: those that begin like its own. All others are people's.</summary>
internal static class WantedLabels
{
    /// <summary>Of issues that sum up others.</summary>
    public const string Tracking = "status/tracking";

    private const string Class = "class/";
    private const string Os = "os/";
    private const string Arch = "arch/";
    private const string Status = "status/";
    private const int LongestName = 50;         // https://docs.github.com/en/rest/issues/labels
    private const int LongestDescription = 100;

    private static readonly string[] Ours = [Class, Os, Arch, Status];

    /// <summary>Of an issue of a cause.</summary>
    public static ImmutableSortedSet<string> Of(IEnumerable<CauseKey> causes, IEnumerable<string> platforms, CauseStanding standing)
    {
        var parts = platforms.Select(platform => platform.Split('-', 2)).Where(parts => parts.Length == 2).ToList();
        return
        [
            .. causes.Select(cause => OfClass(cause.Class)),
            .. parts.Select(part => Os + part[0]),
            .. parts.Select(part => Arch + part[1]),
            Status + WireName.Of(standing),
        ];
    }

    public static string OfClass(FailureClass failure) => Class + WireName.Of(failure);

    /// <summary>The same issue with another standing: what else is said of it stays.</summary>
    public static ImmutableSortedSet<string> With(IEnumerable<string> labels, CauseStanding standing) =>
        [.. labels.Where(label => IsOurs(label) && !label.StartsWith(Status, StringComparison.OrdinalIgnoreCase)), Status + WireName.Of(standing)];

    public static bool IsOurs(string label) => Ours.Any(prefix => label.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether somebody who may label issues has put it there: GitHub drops the labels that others ask for.</summary>
    public static bool Vouches(string label) =>
        label.Equals(Tracking, StringComparison.OrdinalIgnoreCase) || Enum.GetValues<CauseStanding>().Any(standing => label.Equals(Status + WireName.Of(standing), StringComparison.OrdinalIgnoreCase));

    /// <summary>What has to be made or mended so that the labels in use look as the policy says.</summary>
    public static IEnumerable<LabelStep> Steps(IEnumerable<StepOutcome> outcomes, IReadOnlyList<TrackedLabel> there, LabelStyles styles)
    {
        var used = outcomes.SelectMany(outcome => outcome.Labels);
        var known = there.GroupBy(label => label.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        return used.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)
            .Select(name => (Before: known.GetValueOrDefault(name), After: Label(name, styles)))
            .Where(pair => pair.Before is null || pair.Before.Colour != pair.After.Colour || pair.Before.Description != pair.After.Description)
            .Select(pair => new LabelStep(pair.Before, pair.Before is { Name: var name } ? pair.After with { Name = name } : pair.After));
    }

    private static TrackedLabel Label(string name, LabelStyles styles)
    {
        var (group, value) = (name[..(name.IndexOf('/') + 1)], name[(name.IndexOf('/') + 1)..]);
        var (style, meaning) = group switch
        {
            Class => (styles.Class, WireName.TryParse<FailureClass>(value, out var failure) && failure.GoalOf() is { } goal ? $"{goal.Words()}: {goal.Meaning()}" : "why it fails"),
            Os => (styles.Os, $"fails on {value}"),
            Arch => (styles.Arch, $"fails on {value}"),
            _ when name == Tracking => (styles.Status, "sums up other issues, sweep by sweep"),
            _ => (styles.Status, WireName.TryParse<CauseStanding>(value, out var standing) ? Meaning(standing) : "what the sweeps say"),
        };
        return new TrackedLabel(CutText.Begin(name, LongestName), style.Colour, CutText.Begin(style.Describe(value, meaning), LongestDescription));
    }

    private static string Meaning(CauseStanding standing) => standing switch
    {
        CauseStanding.Failing => "seen in the last sweep that looked for it",
        CauseStanding.NotSeen => "looked for since then, in vain; closed after a few times",
        _ => "looked for several times in a row, in vain",
    };
}
