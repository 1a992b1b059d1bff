using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Report.Issues;

/// <summary>What may be written to an issue tracker, where, and when: the part <c>issues</c> of matrix.yaml.</summary>
internal sealed record IssuePolicy
{
    public static IssuePolicy Default { get; } = new();

    /// <summary>No other is ever written to; the first is the one that is meant where none is named.</summary>
    public ImmutableArray<RepositoryName> Repositories { get; init; } = [];

    /// <summary>Folder of what is kept from run to run: <c>cache</c> of matrix.yaml.</summary>
    public string Cache { get; init; } = Path.Combine(".matrix", "cache");

    /// <summary>Of a GitHub Enterprise server; null: github.com.</summary>
    public Uri? Api { get; init; }

    /// <summary>Where the report is published, ending in a slash; null: issues link to no page.</summary>
    public Uri? Report { get; init; }

    /// <summary>A new cause gets its issue once so many sweeps have shown it …</summary>
    public int OpenAfterSweeps { get; init; } = 2;

    /// <summary>… or once so many crates show it.</summary>
    public int OpenAfterCrates { get; init; } = 3;

    /// <summary>An issue is closed after so many sweeps that looked for its cause and did not find it.</summary>
    public int CloseAfterSweeps { get; init; } = 3;

    /// <summary>In one run.</summary>
    public int MostNewIssues { get; init; } = 10;

    /// <summary>In one run.</summary>
    public int MostComments { get; init; } = 20;

    /// <summary>Per cent of a platform's judged crates: where more break at once than that, the toolchain is to blame, and nothing is written.</summary>
    public int Guard { get; init; } = 25;

    /// <summary>In the table of an issue's body.</summary>
    public int CratesShown { get; init; } = 30;

    public LabelStyles Labels { get; init; } = LabelStyles.Default;

    /// <summary>Where a class is tracked, <c>owner/name#123</c>, for causes whose rule does not say it.</summary>
    public ImmutableSortedDictionary<FailureClass, string> Tracked { get; init; } = ImmutableSortedDictionary<FailureClass, string>.Empty;

    /// <summary>Classes that the backend's maintainers know all about: no draft is made of them.</summary>
    public ImmutableSortedSet<FailureClass> Known { get; init; } = [];

    /// <summary>That drafts are written for; nothing is ever written to it.</summary>
    public RepositoryName? Upstream { get; init; }
}

/// <summary>How the labels of each group look.</summary>
internal sealed record LabelStyles(LabelStyle Class, LabelStyle Os, LabelStyle Arch, LabelStyle Status)
{
    public static LabelStyles Default { get; } = new(new("d93f0b"), new("c5def5"), new("bfdadc"), new("fbca04"));
}

/// <param name="Colour">Six hex digits, lower case.</param>
internal sealed record LabelStyle(string Colour)
{
    /// <summary>Stands for what comes after the slash in the label's name.</summary>
    public const string Value = "{value}";

    /// <summary>Stands for what the tool says of it.</summary>
    public const string Meaning = "{meaning}";

    public string Description { get; init; } = Meaning;

    public string Describe(string value, string meaning) => Description.Replace(Value, value, StringComparison.Ordinal).Replace(Meaning, meaning, StringComparison.Ordinal);
}
