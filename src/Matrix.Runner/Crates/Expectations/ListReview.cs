using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Yaml;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Crates.Expectations;

/// <summary>A list held against a sweep's verdicts, and the edit that makes it true.</summary>
/// <param name="List">As it stands.</param>
/// <param name="IsOfThisList">The sweep read this very file.</param>
/// <param name="Mismatches">In the order of the list.</param>
/// <param name="Edits">Of the list's text.</param>
internal sealed record ListReview(YamlFile List, bool IsOfThisList, ImmutableArray<Mismatch> Mismatches, ImmutableArray<TextEdit> Edits)
{
    public YamlFile Blessed => List.WithText(List.Text.Edited(Edits));

    /// <summary>Line by line, as <c>diff -u</c> shows it.</summary>
    public IReadOnlyList<string> Diff => TextDiff.Of(List.Text, Edits);

    public bool NeedsEdit => Edits.Length > 0 || NeedsPerson;

    public bool NeedsPerson => Mismatches.Any(finding => finding.ByHand is not null);

    /// <exception cref="MatrixException">The list cannot be read.</exception>
    public static ListReview Of(YamlFile file, RunManifest run, IEnumerable<Verdict> verdicts, BlessOptions options)
    {
        var list = CratesListLoader.Read(file);
        var blessings = new BlessTable(Circumstances.Of(run), options);
        var came = verdicts.ToDictionary(verdict => verdict.Crate);
        var findings = list.Crates
            .Select(crate => came.GetValueOrDefault(crate.Name.Value) is { } verdict ? blessings.Of(crate, verdict) : null)
            .OfType<Mismatch>();
        var (placed, edits) = new ListEditor(file, list).Edit([.. findings]);
        return new ListReview(file, list.Sha256 == run.List.Sha256, placed, edits);
    }
}
