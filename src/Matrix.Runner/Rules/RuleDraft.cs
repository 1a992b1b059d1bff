using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Terminal;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Rules;

/// <summary>A rule to begin with, for failures that none explains: somebody who knows the backend has to name the class.</summary>
internal static partial class RuleDraft
{
    // Between the rules of the backend and those of the crate's own faults.
    private const int FirstPrecedence = 800;
    private const int LastPrecedence = 899;
    private const int ShortestLiteral = 8;
    private const int LongestLiteral = 80;
    private const int MostCratesNamed = 5;

    /// <returns>A file of rules that can be loaded.</returns>
    public static string Of(IReadOnlyList<FailureCluster> clusters)
    {
        var drafts = clusters
            .SelectMany(cluster => cluster.Evidence
                .Select(line => (Cluster: cluster, Line: line, Literal: LiteralOf(line.Text)))
                .Where(draft => draft.Literal is not null)
                .Take(1))
            .DistinctBy(draft => draft.Literal)
            .Take(LastPrecedence - FirstPrecedence + 1)
            .Select((draft, index) => Entry(draft.Cluster, draft.Line, draft.Literal!, index));
        return $"# Drafts: give each an id, a class and a source, and shorten the literal to what the message template holds.\nformat: 1\nrules:\n{string.Join('\n', drafts)}";
    }

    /// <summary>The longest part of a line that does not change from crate to crate; null where the line has none.</summary>
    public static string? LiteralOf(string line)
    {
        var longest = line.StartsWith("==> ", StringComparison.Ordinal) ? "" : Changing.Split(line).Select(part => part.Trim()).MaxBy(part => part.Length) ?? "";
        // That something panicked explains nothing.
        return longest.Length < ShortestLiteral || PanicSite.Literal.Contains(longest, StringComparison.Ordinal) ? null : longest[..Math.Min(longest.Length, LongestLiteral)];
    }

    private static string Entry(FailureCluster cluster, Evidence line, string literal, int index)
    {
        var more = cluster.Crates.Count > MostCratesNamed ? ", …" : "";
        return $"""
              # {string.Join(", ", cluster.Crates.Take(MostCratesNamed))}{more}: {line.Log}:{line.Line}
              - id: draft-{index + 1}
                class: unknown
                when: {WireName.Of(WhenOf(line.Log))}
                literal: {WrittenScalar.InQuotes(literal)}
                precedence: {FirstPrecedence + index}
                confidence: suspected
                source: {WrittenScalar.InQuotes($"seen in {Plural.Count(cluster.Crates.Count, "crate")}")}
                example: {WrittenScalar.InQuotes(LineText.Printable(line.Text))}

            """;
    }

    private static When WhenOf(string log) => Path.GetFileName(log) is var name
        && (name.StartsWith("test.", StringComparison.Ordinal) || name.StartsWith("doctest.", StringComparison.Ordinal)) ? When.Testing : When.Building;

    // Paths, what is quoted, numbers, and what is not ASCII.
    [GeneratedRegex(@"\S*/\S*|'[^']*'|`[^`]*`|""[^""]*""|[^ ]*\d[^ ]*|[^ -~]+")]
    private static partial Regex Changing { get; }
}

/// <summary>Failures of one signature that no rule explains.</summary>
/// <param name="Crates">In which it was seen, in order.</param>
/// <param name="Evidence">Of the first of them.</param>
internal sealed record FailureCluster(string Signature, IReadOnlyList<string> Crates, IReadOnlyList<Evidence> Evidence)
{
    /// <summary>Those in most crates first.</summary>
    public static IReadOnlyList<FailureCluster> In(IEnumerable<Verdict> verdicts) =>
    [
        .. verdicts
            .SelectMany(verdict => verdict.Causes.Where(IsUnexplained).Select(cause => (verdict.Crate, Cause: cause)))
            .GroupBy(pair => pair.Cause.Signature, StringComparer.Ordinal)
            .Select(group => new FailureCluster(
                group.Key, [.. group.Select(pair => pair.Crate).Distinct().Order(StringComparer.Ordinal)], group.First().Cause.Evidence))
            .OrderByDescending(cluster => cluster.Crates.Count).ThenBy(cluster => cluster.Signature, StringComparer.Ordinal),
    ];

    // What is left when no rule holds.
    private static bool IsUnexplained(Cause cause) =>
        cause.Class is FailureClass.Unknown or FailureClass.Crash or FailureClass.WrongResult && cause.Evidence.Count > 0;
}
