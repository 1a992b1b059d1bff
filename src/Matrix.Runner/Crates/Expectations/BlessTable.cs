using System.Collections.Immutable;
using System.Text;
using Matrix.Results;

namespace Matrix.Runner.Crates.Expectations;

/// <summary>Compares a crate's entries with its verdict, and decides what would make them match.</summary>
internal sealed class BlessTable(Circumstances now, BlessOptions options)
{
    /// <returns>Null where the entries match, or nothing is to be said.</returns>
    public Mismatch? Of(CrateEntry crate, Verdict came)
    {
        var expected = ExpectedVerdicts.Judge(crate, came.Kind, came.Causes, now);
        var mismatch = new Mismatch(crate, came, expected);
        return expected switch
        {
            null => Unexpected(mismatch),
            { State: ExpectationState.Met } => null,
            _ when came is { Kind: VerdictKind.Skipped, Expectation: null } => null,
            _ when ProvesNothing(came.Kind) => mismatch with { LeftAlone = $"{WireName.Of(came.Kind)} proves nothing" },
            _ when !IsWhatTheSweepRead(expected, came.Expectation) => mismatch with { LeftAlone = "the entry has changed since the sweep" },
            _ => Corrected(mismatch),
        };
    }

    /// <summary>A machine's fault or an accident says nothing about what is known.</summary>
    private static bool ProvesNothing(VerdictKind came) =>
        came is VerdictKind.Flaky or VerdictKind.Inconclusive or VerdictKind.Invalid or VerdictKind.Skipped;

    private static bool IsWhatTheSweepRead(Expectation now, Expectation? then) => then is not null && then with { State = now.State } == now;

    private static bool BlamesCandidate(VerdictKind verdict) => verdict is VerdictKind.Regressed or VerdictKind.PartlyBroken;

    private Mismatch? Unexpected(Mismatch mismatch) =>
        !BlamesCandidate(mismatch.Came.Kind) ? null
        : !options.ExpectAll ? mismatch with { IsUnexpected = true }
        : mismatch with { Blessings = [new Blessing.Add(ExpectedOtherwise.New(mismatch.Came, now, options.Until))] };

    private Mismatch Corrected(Mismatch mismatch)
    {
        var blessings = ImmutableArray.CreateBuilder<Blessing>();
        foreach (var (position, entry) in mismatch.Crate.Expectations.Index().Where(entry => now.Meet(entry.Item.When)))
        {
            var blessing = Of(position, entry, mismatch.Came);
            if (blessing is not null)
                blessings.Add(blessing);

            // What stands below an entry that holds is never looked at; what stands below one that goes is.
            if (blessing is not Blessing.Remove)
                return mismatch with { Blessings = blessings.DrainToImmutable() };
        }

        return mismatch with { Blessings = blessings.DrainToImmutable(), IsUnexpected = BlamesCandidate(mismatch.Came.Kind) };
    }

    private Blessing? Of(int position, ExpectEntry entry, Verdict came)
    {
        if (State(entry, came) == ExpectationState.Met)
            return null;

        var isExpired = now.AreAfter(entry.Until);
        if (isExpired && State(entry with { Until = null }, came) == ExpectationState.Met)
            return new Blessing.Replace(position, entry with { Until = options.Until });

        var isReplaced = options.ExpectAll && BlamesCandidate(came.Kind) || !isExpired && IsAFailureOfAnotherKind(entry, came);
        return isReplaced
            ? new Blessing.Replace(position, ExpectedOtherwise.Of(entry, came, now.Today) with { Until = isExpired ? options.Until : entry.Until })
            : new Blessing.Remove(position);
    }

    /// <summary>Only a known failure is corrected to another one: what was thought to work and does not is a new regression.</summary>
    private static bool IsAFailureOfAnotherKind(ExpectEntry entry, Verdict came) =>
        came.Kind != VerdictKind.Compatible
        && !(BlamesCandidate(came.Kind) && entry.Verdict is VerdictKind.Compatible or VerdictKind.Improved);

    private ExpectationState State(ExpectEntry entry, Verdict came) => ExpectedVerdicts.State(entry, came.Kind, came.Causes, now);
}

/// <summary>What blessings may do.</summary>
/// <param name="ExpectAll">Regressions that no entry expected get one.</param>
/// <param name="Until">How long what is confirmed or new shall hold.</param>
internal sealed record BlessOptions(bool ExpectAll, DateOnly Until);

/// <summary>A change of one crate's <c>expect</c> entries that makes them match the results.</summary>
internal abstract record Blessing
{
    private Blessing()
    {
    }

    /// <param name="Position">Among the crate's entries, from 0.</param>
    public sealed record Remove(int Position) : Blessing;

    public sealed record Replace(int Position, ExpectEntry Entry) : Blessing;

    /// <summary>Below the others.</summary>
    public sealed record Add(ExpectEntry Entry) : Blessing;
}

/// <summary>Entries that expect the result. Some of it comes from logs, so only what the list's reader takes is written down.</summary>
internal static class ExpectedOtherwise
{
    private const int LongestReason = 120;
    private const int LongestSubclass = 200;

    /// <summary>An entry that did not match, corrected: what is still true of it stays.</summary>
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

    /// <summary>Null where an entry cannot name it; then the class alone is expected.</summary>
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
