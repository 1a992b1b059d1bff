using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Crates.Expectations;

/// <summary>Holds a crate's entries against what came, and decides what would make them true.</summary>
internal sealed class Corrections(Circumstances now, Wishes wishes)
{
    /// <returns>Null where the entries say what came, or nothing is to be said.</returns>
    public Finding? Of(CrateEntry crate, Verdict came)
    {
        var foreseen = ExpectedVerdicts.Judge(crate, came.Kind, came.Causes, now);
        var finding = new Finding(crate, came, foreseen);
        return foreseen switch
        {
            null => Unforeseen(finding),
            { State: ExpectationState.Met } => null,
            _ when came is { Kind: VerdictKind.Skipped, Expectation: null } => null,
            _ when ProvesNothing(came.Kind) => finding with { LeftAlone = $"{WireName.Of(came.Kind)} proves nothing" },
            _ when !IsWhatTheSweepRead(foreseen, came.Expectation) => finding with { LeftAlone = "the entry has changed since the sweep" },
            _ => Corrected(finding),
        };
    }

    /// <summary>A machine's fault or an accident says nothing about what is known.</summary>
    private static bool ProvesNothing(VerdictKind came) =>
        came is VerdictKind.Flaky or VerdictKind.Inconclusive or VerdictKind.Invalid or VerdictKind.Skipped;

    private static bool IsWhatTheSweepRead(Expectation now, Expectation? then) => then is not null && then with { State = now.State } == now;

    private static bool BlamesCranelift(VerdictKind verdict) => verdict is VerdictKind.Regressed or VerdictKind.PartlyBroken;

    private Finding? Unforeseen(Finding finding) =>
        !BlamesCranelift(finding.Came.Kind) ? null
        : !wishes.ForeseeAll ? finding with { IsUnforeseen = true }
        : finding with { Corrections = [new Correction.Add(ExpectedOtherwise.New(finding.Came, now, wishes.Until))] };

    private Finding Corrected(Finding finding)
    {
        var corrections = ImmutableArray.CreateBuilder<Correction>();
        foreach (var (position, entry) in finding.Crate.Expectations.Index().Where(entry => now.Meet(entry.Item.When)))
        {
            var correction = Of(position, entry, finding.Came);
            if (correction is not null)
                corrections.Add(correction);

            // What stands below an entry that holds is never looked at; what stands below one that goes is.
            if (correction is not Correction.Remove)
                return finding with { Corrections = corrections.DrainToImmutable() };
        }

        return finding with { Corrections = corrections.DrainToImmutable(), IsUnforeseen = BlamesCranelift(finding.Came.Kind) };
    }

    private Correction? Of(int position, ExpectEntry entry, Verdict came)
    {
        if (State(entry, came) == ExpectationState.Met)
            return null;

        var isExpired = now.AreAfter(entry.Until);
        if (isExpired && State(entry with { Until = null }, came) == ExpectationState.Met)
            return new Correction.Replace(position, entry with { Until = wishes.Until });

        var isReplaced = wishes.ForeseeAll && BlamesCranelift(came.Kind) || !isExpired && IsAFailureOfAnotherKind(entry, came);
        return isReplaced
            ? new Correction.Replace(position, ExpectedOtherwise.Of(entry, came, now.Today) with { Until = isExpired ? wishes.Until : entry.Until })
            : new Correction.Remove(position);
    }

    /// <summary>Only a known failure is corrected to another one: what was thought to work and does not is a new regression.</summary>
    private static bool IsAFailureOfAnotherKind(ExpectEntry entry, Verdict came) =>
        came.Kind != VerdictKind.Compatible
        && !(BlamesCranelift(came.Kind) && entry.Verdict is VerdictKind.Compatible or VerdictKind.Improved);

    private ExpectationState State(ExpectEntry entry, Verdict came) => ExpectedVerdicts.State(entry, came.Kind, came.Causes, now);
}
