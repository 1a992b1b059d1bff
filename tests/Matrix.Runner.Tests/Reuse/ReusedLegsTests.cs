using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Reuse;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Tests.Reuse;

/// <summary>Sweeps one after the other over the same crate, which share nothing but what is kept of legs.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReusedLegsTests : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);

    private readonly Testing.TemporaryDirectory kept = new();
    private readonly List<SweepOnPaper> sweeps = [];

    public void Dispose()
    {
        sweeps.ForEach(sweep => sweep.Dispose());
        kept.Dispose();
    }

    [Test]
    public async Task What_has_not_changed_is_not_run_again_and_says_so()
    {
        var first = await SweepAsync(Monday);

        var second = await SweepAsync(Monday.AddDays(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Ran, Is.Zero, "no command of cargo was run for a leg");
            Assert.That(second.Verdict.Kind, Is.EqualTo(first.Verdict.Kind));
            Assert.That((first.Verdict.CarriedOver, second.Verdict.CarriedOver), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)Monday)));
            Assert.That(second.Legs.Select(leg => (leg.Leg, leg.CarriedOver)), Is.EqualTo(first.Legs.Select(leg => (leg.Leg, (DateTimeOffset?)Monday))));
            Assert.That(second.Logs, Is.EqualTo(first.Logs));
        }
    }

    [Test]
    public async Task What_was_carried_over_keeps_the_day_it_ran()
    {
        await SweepAsync(Monday);
        await SweepAsync(Monday.AddDays(1));

        Assert.That((await SweepAsync(Monday.AddDays(2))).Verdict.CarriedOver, Is.EqualTo(Monday));
    }

    [Test]
    public async Task A_failure_is_carried_over_with_its_repeats()
    {
        var first = await SweepAsync(Monday, sweep => Breaks(sweep));
        var second = await SweepAsync(Monday.AddDays(1), sweep => Breaks(sweep));

        Assert.That(first.Verdict.Kind, Is.EqualTo(VerdictKind.Regressed));
        Assert.That((second.Ran, second.Verdict.Kind, second.Verdict.MainCause!.Class), Is.EqualTo((0, VerdictKind.Regressed, FailureClass.InlineAsm)));
        Assert.That(second.Legs.Select(leg => leg.Attempt), Is.EqualTo(new[] { 1, 1, 2 }));
    }

    [Test]
    public async Task With_another_backend_only_its_own_side_is_run()
    {
        await SweepAsync(Monday);

        var second = await SweepAsync(Monday.AddDays(1), backend: "another");

        Assert.That(second.Legs.Select(leg => (leg.Leg, leg.CarriedOver is not null)), Is.EquivalentTo(new[] { (LegName.Llvm, true), (LegName.Cranelift, false) }));
        Assert.That(second.Verdict.CarriedOver, Is.Null);
    }

    [Test]
    public async Task Where_the_new_side_fails_the_other_is_run_too_since_it_must_be_repeated()
    {
        await SweepAsync(Monday);

        var second = await SweepAsync(Monday.AddDays(1), sweep => Breaks(sweep), backend: "another");

        Assert.That(second.Legs.Select(leg => $"{leg.Leg} {leg.Attempt}"), Is.EquivalentTo(new[] { "cranelift 1", "llvm 1", "cranelift 2" }));
        Assert.That(second.Legs.Select(leg => leg.CarriedOver), Is.All.Null);
        Assert.That(second.Verdict.Kind, Is.EqualTo(VerdictKind.Regressed));
    }

    [Test]
    public async Task What_proves_nothing_is_never_carried_over()
    {
        await SweepAsync(Monday, sweep => sweep.DoesNotBuild(LegName.Cranelift, "error: No space left on device (os error 28)"));

        Assert.That((await SweepAsync(Monday.AddDays(1))).Ran, Is.GreaterThan(0));
    }

    [Test]
    public async Task Fresh_means_that_all_is_run_and_kept()
    {
        await SweepAsync(Monday);
        var second = await SweepAsync(Monday.AddDays(1), fresh: true);

        Assert.That(second.Ran, Is.GreaterThan(0));
        Assert.That((await SweepAsync(Monday.AddDays(2))).Verdict.CarriedOver, Is.EqualTo(Monday.AddDays(1)));
    }

    [Test]
    public async Task After_all_weeks_it_is_run_although_nothing_has_changed()
    {
        await SweepAsync(Monday);

        Assert.That((await SweepAsync(Monday.AddDays(55))).Ran + (await SweepAsync(Monday.AddDays(56))).Ran, Is.GreaterThan(0));
    }

    [Test]
    public async Task Kept_legs_that_are_damaged_are_run()
    {
        await SweepAsync(Monday);
        foreach (var file in Directory.EnumerateFiles(kept.Path, "legs.jsonl", SearchOption.AllDirectories))
            File.WriteAllText(file, "{\"crate\":");

        Assert.That((await SweepAsync(Monday.AddDays(1))).Ran, Is.GreaterThan(0));
    }

    [Test]
    public async Task What_is_too_much_goes_the_oldest_first()
    {
        await SweepAsync(Monday);
        var store = new LegStore(kept.Path, mostBytes: 1, Monday);

        store.Trim();

        Assert.That(Directory.EnumerateFileSystemEntries(kept.Path), Is.Empty);
    }

    private static void Breaks(SweepOnPaper sweep) =>
        sweep.DoesNotBuild(LegName.Cranelift, "error: asm! and global_asm! sym operands are not yet supported");

    private async Task<Outcome> SweepAsync(DateTimeOffset start, Action<SweepOnPaper>? prepare = null, string backend = "one", bool fresh = false)
    {
        var sweep = new SweepOnPaper();
        sweeps.Add(sweep);
        prepare?.Invoke(sweep);
        sweep.Carrying(new LegStore(kept.Path, 1L << 30, start), new LegInputs("machine", [new Backend(BackendName.Llvm, "llvm"), new Backend(BackendName.Cranelift, "cranelift") { LibrarySha256 = backend }]), fresh ? null : new Reruns(8, DateOnly.FromDateTime(start.UtcDateTime)));
        var verdict = (await sweep.RunCrateAsync()).Verdict;
        var reader = ResultsReader.Open(sweep.Results.Paths.Root);
        List<LegResult> legs = [.. reader.Legs()];
        return new Outcome(
            verdict, legs, sweep.Processes.Ran.Count(ran => ran.Contains("/reference", StringComparison.Ordinal) || ran.Contains("/candidate", StringComparison.Ordinal)),
            [.. legs.SelectMany(leg => leg.Phases).SelectMany(phase => reader.LogLines(phase.Log))]);
    }

    private sealed record Outcome(Verdict Verdict, IReadOnlyList<LegResult> Legs, int Ran, IReadOnlyList<string> Logs);
}
