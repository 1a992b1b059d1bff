using Matrix.Results;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Crates.Expectations;

/// <summary>An <c>expect</c> entry as a list spells it.</summary>
internal static class WrittenEntry
{
    /// <summary>Its keys in their usual order; null: left out.</summary>
    public static IReadOnlyList<(string Key, string? Value)> Keys(ExpectEntry entry) =>
    [
        ("verdict", WireName.Of(entry.Verdict)),
        ("class", entry.Class is { } failure ? WireName.Of(failure) : null),
        ("subclass", entry.Subclass is { } subclass ? WrittenScalar.Of(subclass) : null),
        ("issue", entry.Issue),
        ("reason", entry.Reason is { } reason ? WrittenScalar.InQuotes(reason) : null),
        ("when", When(entry.When)),
        ("until", entry.Until is { } until ? WrittenScalar.Of(until) : null),
    ];

    /// <param name="beforeReason">What parts the reason, which tends to be long, from what is before it.</param>
    public static string InBraces(ExpectEntry entry, string beforeReason = " ") => Braces(
        Keys(entry).Select(pair => pair.Key == "reason" ? (pair.Key, pair.Value, Before: beforeReason) : (pair.Key, pair.Value, Before: " ")));

    private static string? When(Condition when) => when == Condition.Always ? null : Braces(
    [
        ("os", when.Os, " "),
        ("arch", when.Arch, " "),
        ("toolchain-before", when.ToolchainBefore is { } before ? WrittenScalar.Of(before) : null, " "),
        ("toolchain-from", when.ToolchainFrom is { } from ? WrittenScalar.Of(from) : null, " "),
    ]);

    private static string Braces(IEnumerable<(string Key, string? Value, string Before)> pairs) =>
        $"{{{string.Join(',', pairs.Where(pair => pair.Value is not null).Select(pair => $"{pair.Before}{pair.Key}: {pair.Value}"))} }}";
}
