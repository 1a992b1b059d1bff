using Matrix.Bench.Issues;

namespace Matrix.Runner.Tests.Bench;

public sealed class CauseYearTests
{
    private static readonly YearOptions Options = new(Crates: 400, Causes: 300, Weeks: 52, Seed: 1, Work: "");

    [Test]
    public void The_same_options_give_the_same_year_and_another_seed_another() => Assert.Multiple(() =>
    {
        Assert.That(Failures(Options with { }, 20), Is.EqualTo(Failures(Options, 20)));
        Assert.That(Failures(Options with { Seed = 2 }, 20), Is.Not.EquivalentTo(Failures(Options, 20)));
    });

    [Test]
    public void Only_the_quiet_week_is_like_the_one_before() =>
        Assert.That(
            Enumerable.Range(1, Options.LastWeek).Where(week => Failures(Options, week).SequenceEqual(Failures(Options, week - 1))),
            Is.EqualTo(new[] { Options.QuietWeek }));

    [Test]
    public void Each_cause_is_met_and_none_is_another_s() =>
        Assert.That(
            Enumerable.Range(0, Options.Weeks).SelectMany(week => new CauseYear(Options).FailuresIn(week)).SelectMany(failing => failing).Select(trouble => trouble.Signature).Distinct().Count(),
            Is.EqualTo(Options.Causes));

    [Test]
    public void What_spreads_doubles_appears_vanishes_or_comes_back_does_so_in_its_week() => Assert.Multiple(() =>
    {
        Assert.That(Counts(CauseCourse.Lasts), Is.EqualTo(new[] { (2, 2), (2, 2), (2, 2) }));
        Assert.That(Counts(CauseCourse.Appears), Is.EqualTo(new[] { (0, 2), (2, 2), (2, 2) }));
        Assert.That(Counts(CauseCourse.Vanishes), Is.EqualTo(new[] { (2, 2), (0, 2), (0, 2) }));
        Assert.That(Counts(CauseCourse.ComesBack), Is.EqualTo(new[] { (2, 2), (0, 2), (2, 2) }));
        Assert.That(Counts(CauseCourse.Spreads), Is.EqualTo(new[] { (2, 1), (2, 2), (2, 2) }));
        Assert.That(Counts(CauseCourse.Doubles), Is.EqualTo(new[] { (1, 2), (2, 2), (2, 2) }));
    });

    // Crates and platforms in the week before its turn, in that week, and in the one of its return.
    private static IEnumerable<(int Crates, int Platforms)> Counts(CauseCourse course)
    {
        var crates = new CauseYear(Options).Crates.Take(2).ToArray();
        var cause = new CauseLife(Matrix.Bench.Synthetic.Troubles.All[0], course, Turn: 10, Return: 20, ["linux-x86_64", "linux-aarch64"], crates);
        return new[] { 9, 10, 20 }.Select(week => (cause.CratesIn(week).Count(), cause.PlatformsIn(week).Count()));
    }

    private static string[] Failures(YearOptions options, int week) =>
        [.. new CauseYear(options).FailuresIn(week).SelectMany(failing => failing.Select(trouble => $"{failing.Key} {trouble.Signature}"))];
}
