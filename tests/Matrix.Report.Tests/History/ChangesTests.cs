using Matrix.Report.History;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.History;

public sealed class ChangesTests
{
    private const int Week = 7 * 24 * 60;

    private RunsFolder runs = null!;

    [SetUp]
    public void SetUp() => runs = new RunsFolder();

    [TearDown]
    public void TearDown() => runs.Dispose();

    [Test]
    public void Without_a_past_nothing_is_new() =>
        Assert.That(Of([RunsFolder.Works("a"), RunsFolder.Fails("b")]), Is.Empty);

    [Test]
    public void What_was_judged_otherwise_broke_or_was_fixed_and_what_was_not_judged_is_new()
    {
        var changes = Of(
            [RunsFolder.Works("breaks"), RunsFolder.Fails("fixed"), RunsFolder.Works("works"), RunsFolder.Fails("fails"), Unsaid("first works"), RunsFolder.Works("gone"), RunsFolder.Works("unsaid now")],
            [RunsFolder.Fails("breaks"), RunsFolder.Works("fixed"), RunsFolder.Works("works"), RunsFolder.Fails("fails"), RunsFolder.Works("first works"), RunsFolder.Fails("first fails"), Unsaid("unsaid now")]);

        Assert.That(
            changes.Select(change => (change.Crate.Name, change.Kind, change.Before is null)),
            Is.EqualTo(new[] { ("breaks", ChangeKind.Broke, false), ("first fails", ChangeKind.NewAndFails, true), ("first works", ChangeKind.NewAndWorks, true), ("fixed", ChangeKind.Fixed, false) }));
    }

    [Test]
    public void A_crate_is_compared_with_the_last_sweep_that_judged_it()
    {
        var changes = Of(
            [RunsFolder.Fails("a"), RunsFolder.Works("b"), RunsFolder.Fails("c")],
            [RunsFolder.Works("a"), Unsaid("b"), RunsFolder.Works("c")],
            [Unsaid("a"), RunsFolder.Works("other")],
            [RunsFolder.Fails("a"), RunsFolder.Fails("b"), RunsFolder.Works("c")]);

        Assert.That(
            changes.Select(change => (change.Crate.Name, change.Kind, (change.Before!.Start - Sample.Manifest.Start).TotalMinutes / Week)),
            Is.EqualTo(new[] { ("a", ChangeKind.Broke, 1.0), ("b", ChangeKind.Broke, 0.0) }));
    }

    [Test]
    public void Each_platform_changes_by_itself()
    {
        var history = runs.PathOf("history");
        HistoryFolder.Remember(history, RunsFolder.Read(runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a")), runs.Run(RunsFolder.Manifest(RunsFolder.Mac), RunsFolder.Works("a"))));
        var present = RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(minutes: Week), RunsFolder.Works("a")),
            runs.Run(RunsFolder.Manifest(RunsFolder.Mac, minutes: Week), RunsFolder.Fails("a")),
            runs.Run(RunsFolder.Manifest(RunsFolder.LinuxArm, minutes: Week), RunsFolder.Works("a")));

        var changes = Changes.Of(present, new HistoryFolder(history).Upto(present));

        Assert.That(
            changes.Select(change => (change.Result.Platform, change.Kind)),
            Is.EqualTo(new[] { (RunsFolder.LinuxArm, ChangeKind.NewAndWorks), (RunsFolder.Mac, ChangeKind.Broke) }));
    }

    private static Verdict Unsaid(string crate) => Sample.Verdict(crate, VerdictKind.Flaky);

    /// <param name="weeks">The last is the present.</param>
    private IReadOnlyList<Change> Of(params Verdict[][] weeks)
    {
        var history = Directory.CreateDirectory(runs.PathOf("history")).FullName;
        var sweeps = weeks.Select((verdicts, week) => RunsFolder.Read(runs.Run(RunsFolder.Manifest(minutes: week * Week), verdicts))).ToList();
        foreach (var sweep in sweeps.SkipLast(1))
            HistoryFolder.Remember(history, sweep);

        return Changes.Of(sweeps[^1], new HistoryFolder(history).Upto(sweeps[^1]));
    }
}
