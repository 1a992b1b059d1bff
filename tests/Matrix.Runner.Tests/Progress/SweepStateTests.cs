using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Events;
using Matrix.Runner.Progress;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Progress;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SweepStateTests
{
    private readonly Clock clock = new();
    private readonly SweepState state;

    public SweepStateTests() => state = new SweepState(clock);

    [SetUp]
    public void Start() => state.Apply(new SweepEvent.Started(Crates: 10, Done: 0, Jobs: 2));

    [Test]
    public void Before_anything_is_done_nobody_knows_how_long_it_takes()
    {
        clock.Move(TimeSpan.FromMinutes(5));

        Assert.That(state.Left, Is.Null);
    }

    [Test]
    public void What_is_left_takes_as_long_as_what_is_done()
    {
        clock.Move(TimeSpan.FromMinutes(1));
        state.Apply(SampleVerdicts.Finished(SampleVerdicts.Of("a", VerdictKind.Compatible)));
        state.Apply(SampleVerdicts.Finished(SampleVerdicts.Of("b", VerdictKind.Compatible)));

        Assert.That(state.Left, Is.EqualTo(TimeSpan.FromMinutes(4)));
    }

    [TestCase(-30)]
    [TestCase(30)]
    public void A_time_of_day_that_jumps_changes_no_duration(int days)
    {
        state.Apply(new SweepEvent.CrateStarted(CrateName.Parse("a")));
        clock.Move(TimeSpan.FromMinutes(1));
        clock.Jump(TimeSpan.FromDays(days));
        state.Apply(SampleVerdicts.Finished(SampleVerdicts.Of("b", VerdictKind.Compatible)));

        Assert.That(state.Elapsed, Is.EqualTo(TimeSpan.FromMinutes(1)));
        Assert.That(state.Left, Is.EqualTo(TimeSpan.FromMinutes(9)));
        Assert.That(clock.GetElapsedTime(state.Running.Single().Since), Is.EqualTo(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public void What_an_earlier_start_did_says_nothing_of_the_pace()
    {
        state.Apply(new SweepEvent.Started(Crates: 10, Done: 6, Jobs: 2));
        Assert.That((state.Done, state.Left), Is.EqualTo((6, (TimeSpan?)null)));

        clock.Move(TimeSpan.FromMinutes(2));
        state.Apply(SampleVerdicts.Finished(SampleVerdicts.Of("a", VerdictKind.Compatible)));

        Assert.That((state.Done, state.Left), Is.EqualTo((7, TimeSpan.FromMinutes(6))));
    }

    [Test]
    public void When_all_is_done_nothing_is_left()
    {
        state.Apply(new SweepEvent.Started(Crates: 1, Done: 0, Jobs: 1));
        clock.Move(TimeSpan.FromMinutes(2));
        state.Apply(SampleVerdicts.Finished(SampleVerdicts.Of("a", VerdictKind.Compatible)));

        Assert.That(state.Left, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void What_runs_longest_comes_first_with_what_it_does()
    {
        state.Apply(SampleVerdicts.Started("memchr"));
        clock.Move(TimeSpan.FromSeconds(1));
        state.Apply(SampleVerdicts.Started("serde"));
        state.Apply(new SweepEvent.PhaseStarted(CrateName.Parse("memchr"), LegName.Cranelift, Phase.TestBuild));

        Assert.That(
            state.Running.Select(crate => (crate.Name, crate.Doing, clock.GetElapsedTime(crate.Since, crate.DoingSince))),
            Is.EqualTo(new[] { ("memchr", "cranelift test-build", TimeSpan.FromSeconds(1)), ("serde", "checkout", TimeSpan.Zero) }));
    }

    [Test]
    public void Legs_that_run_side_by_side_are_both_shown()
    {
        var memchr = CrateName.Parse("memchr");
        state.Apply(SampleVerdicts.Started("memchr"));
        state.Apply(new SweepEvent.PhaseStarted(memchr, LegName.Llvm, Phase.Build));
        state.Apply(new SweepEvent.PhaseStarted(memchr, LegName.Llvm, Phase.Test));
        state.Apply(new SweepEvent.PhaseStarted(memchr, LegName.Cranelift, Phase.Build));
        Assert.That(state.Running.Single().Doing, Is.EqualTo("llvm test, cranelift build"));

        state.Apply(new SweepEvent.LegFinished(memchr, LegName.Cranelift));
        Assert.That(state.Running.Single().Doing, Is.EqualTo("llvm test"));

        state.Apply(new SweepEvent.LegFinished(memchr, LegName.Llvm));
        Assert.That(state.Running.Single().Doing, Is.EqualTo("llvm test"), "until it does something else");
    }

    [Test]
    public void What_is_done_no_longer_runs()
    {
        state.Apply(SampleVerdicts.Started("memchr"));
        state.Apply(SampleVerdicts.Finished(SampleVerdicts.Of("memchr", VerdictKind.Flaky)));

        Assert.That(state.Running, Is.Empty);
        Assert.That(state.Verdicts, Is.EqualTo(new Dictionary<VerdictKind, int> { [VerdictKind.Flaky] = 1 }));
    }

    [Test]
    public void A_phase_of_the_probe_crate_is_no_crate_of_the_sweep()
    {
        state.Apply(new SweepEvent.PhaseStarted(CrateName.Parse("matrix-probe"), LegName.Llvm, Phase.Build));

        Assert.That(state.Running, Is.Empty);
    }

    [Test]
    public void Measuring_begins_anew()
    {
        state.Apply(SampleVerdicts.Finished(SampleVerdicts.Of("a", VerdictKind.Compatible)));
        clock.Move(TimeSpan.FromMinutes(5));
        state.Apply(new SweepEvent.MeasuringStarted(Crates: 3, Done: 1, Rounds: 4));
        state.Apply(SampleVerdicts.Started("a"));
        state.Apply(new SweepEvent.MeasuredBuildStarted(CrateName.Parse("a"), BackendName.Cranelift, Round: 2));

        Assert.That((state.Total, state.Done, state.Elapsed, state.Verdicts.Count), Is.EqualTo((3, 1, TimeSpan.Zero, 0)));
        Assert.That(state.Running.Single().Doing, Is.EqualTo("cranelift round 2 of 4"));

        state.Apply(new SweepEvent.MeasuredBuildStarted(CrateName.Parse("a"), BackendName.Llvm, Round: 0));
        Assert.That(state.Running.Single().Doing, Is.EqualTo("llvm check before measuring"));

        state.Apply(new SweepEvent.CrateMeasured(CrateName.Parse("a"), Speeds.Of("a", (2, 1))));
        Assert.That((state.Done, state.Running.Count), Is.EqualTo((2, 0)));
    }
}
