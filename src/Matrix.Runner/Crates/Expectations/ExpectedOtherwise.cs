using System.Text;
using Matrix.Results;

namespace Matrix.Runner.Crates.Expectations;

/// <summary>Entries that foresee what came. Some of it comes from logs, so only what the list's reader takes is written down.</summary>
internal static class ExpectedOtherwise
{
    private const int LongestReason = 120;
    private const int LongestSubclass = 200;

    /// <summary>An entry that failed to foresee what came, corrected: what is still true of it stays.</summary>
    public static ExpectEntry Of(ExpectEntry entry, Verdict came, DateOnly today)
    {
        var cause = TakesClass(came.Kind) ? came.Causes.FirstOrDefault(cause => cause.Class == entry.Class) ?? came.MainCause : null;
        var namesNone = entry.Class is null && TakesClass(entry.Verdict);
        var isSameFailure = TakesClass(entry.Verdict) && TakesClass(came.Kind) && (namesNone || cause?.Class == entry.Class);
        return entry with
        {
            Verdict = came.Kind,
            Class = isSameFailure ? entry.Class : cause?.Class,
            Subclass = isSameFailure && entry.Subclass is null ? null : Subclass(cause),
            Issue = isSameFailure ? entry.Issue : null,
            Reason = isSameFailure ? entry.Reason : Reason(came, today),
        };
    }

    /// <summary>What one run shows holds for its platform; it says nothing of others.</summary>
    public static ExpectEntry New(Verdict came, Circumstances now, DateOnly until) => new(
        came.Kind, came.MainCause?.Class, Subclass(came.MainCause), null, Reason(came, now.Today),
        new Condition(now.Platform.Os, now.Platform.Arch, null, null), until);

    private static bool TakesClass(VerdictKind verdict) => verdict is VerdictKind.Regressed or VerdictKind.PartlyBroken;

    /// <summary>Null where an entry cannot name it; then the class alone is foreseen.</summary>
    private static string? Subclass(Cause? cause) =>
        cause?.Subclass is { Length: > 0 and <= LongestSubclass } subclass && !subclass.Any(char.IsControl) && IsWhole(subclass) ? subclass : null;

    private static string Reason(Verdict came, DateOnly today)
    {
        var letters = came.Reason.EnumerateRunes().Select(rune => Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune) ? Rune.ReplacementChar : rune);
        var words = string.Concat(letters).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var reason = string.Concat(string.Join(' ', words).EnumerateRunes().Take(LongestReason)).Trim();
        return reason.Length > 0 ? reason : $"seen on {today:yyyy-MM-dd}";
    }

    /// <summary>Without halves of characters, which no file can hold.</summary>
    private static bool IsWhole(string text) => string.Concat(text.EnumerateRunes()) == text;
}
