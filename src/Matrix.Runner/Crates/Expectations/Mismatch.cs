using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Crates.Expectations;

/// <summary>A crate whose entries do not match its verdict.</summary>
/// <param name="Expected">By the entry that holds here; null: nothing was.</param>
internal sealed record Mismatch(CrateEntry Crate, Verdict Came, Expectation? Expected)
{
    public ImmutableArray<Blessing> Blessings { get; init; } = [];

    /// <summary>Why nothing is to be corrected; null where something is.</summary>
    public string? LeftAlone { get; init; }

    /// <summary>Why only a person can make the blessings; null where the tool can.</summary>
    public string? ByHand { get; init; }

    /// <summary>A regression that no entry expects, not even once all is corrected.</summary>
    public bool IsUnexpected { get; init; }

    /// <summary>Of the crate in the list.</summary>
    public int Line { get; init; }

    public ImmutableArray<ExpectEntry> Blessed
    {
        get
        {
            var replaced = Blessings.OfType<Blessing.Replace>().ToDictionary(change => change.Position, change => change.Entry);
            var removed = Blessings.OfType<Blessing.Remove>().Select(change => change.Position).ToHashSet();
            return
            [
                .. Crate.Expectations.Index().Where(entry => !removed.Contains(entry.Index)).Select(entry => replaced.GetValueOrDefault(entry.Index, entry.Item)),
                .. Blessings.OfType<Blessing.Add>().Select(change => change.Entry),
            ];
        }
    }
}
