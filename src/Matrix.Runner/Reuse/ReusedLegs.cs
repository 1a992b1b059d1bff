using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner.Reuse;

/// <summary>Legs of earlier sweeps whose inputs have not changed: they are taken over, with all that was repeated of them, and marked.</summary>
/// <param name="current">The results that they are taken over into.</param>
internal sealed class ReusedLegs(LegStore store, LegInputs inputs, ResultsPaths current, StoredLegs stored)
{
    /// <summary>Null: everything is run. What is run is kept all the same.</summary>
    public Reruns? Reruns { get; init; }

    /// <returns>Null where the leg has to run.</returns>
    public ReusedRuns? Find(LegRequest request)
    {
        if (Reruns is null)
            return null;

        var lines = store.Take(inputs.KeyOf(request), current, kept => IsWanted(LegIn(kept)));
        if (LegIn(lines) is not { } leg)
            return null;

        var repeats = lines.Where(line => line is { Attempt: > 1, Leg.IsControl: false }).OrderBy(line => line.Attempt).Select(stored.Read);
        var control = lines.FirstOrDefault(line => line.Leg.IsControl);
        return new ReusedRuns(new BackendRuns(stored.Read(leg), [.. repeats]) { Control = control is null ? null : stored.Read(control) }, lines);
    }

    /// <summary>Keeps what a side came to, for later sweeps. What proves nothing, or not the same each time, is not kept.</summary>
    public void Keep(LegRequest request, BackendRuns side, VerdictKind verdict)
    {
        List<LegResult> lines = [side.Leg.Result, .. side.Repeats.Select(repeat => repeat.Result), .. side.Control is { } control ? new[] { control.Result } : []];
        if (IsSettled(verdict) && !side.IsEnvironmental && lines.TrueForAll(line => line.CarriedOver is null))
            store.Keep(inputs.KeyOf(request), lines, current);
    }

    private static LegResult? LegIn(IReadOnlyList<LegResult> lines) => lines.FirstOrDefault(line => line is { Attempt: 1, Leg.IsControl: false });

    private bool IsWanted(LegResult? leg) =>
        leg is { CarriedOver: { } ran } && Reruns?.IsDue(leg.Crate, DateOnly.FromDateTime(ran.UtcDateTime)) == false;

    private static bool IsSettled(VerdictKind verdict) =>
        verdict is not (VerdictKind.Flaky or VerdictKind.Inconclusive or VerdictKind.Invalid or VerdictKind.Skipped);
}

/// <summary>A side of an earlier sweep.</summary>
/// <param name="Lines">Its lines for legs.jsonl, marked.</param>
internal sealed record ReusedRuns(BackendRuns Side, IReadOnlyList<LegResult> Lines)
{
    /// <summary>Nothing of it need be repeated, whatever the other side comes to.</summary>
    public bool Passed => Side.Outcome is LegOutcome.Passed;
}
