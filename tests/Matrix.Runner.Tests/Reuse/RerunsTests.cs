using Matrix.Runner.Reuse;

namespace Matrix.Runner.Tests.Reuse;

public sealed class RerunsTests
{
    private static readonly DateOnly Monday = new(2026, 11, 16);

    private static readonly string[] Crates = [.. Enumerable.Range(0, 400).Select(number => $"crate-{number}")];

    [Test]
    public void Every_crate_has_its_turn_once_in_all_weeks()
    {
        var turns = Enumerable.Range(0, 8)
            .SelectMany(week => Crates.Where(crate => new Reruns(8, Monday.AddDays(7 * week)).IsDue(crate, Monday.AddDays((7 * week) - 7))))
            .ToList();

        Assert.That(turns, Is.EquivalentTo(Crates));
    }

    [Test]
    public void Each_week_has_about_as_many()
    {
        var counts = Enumerable.Range(0, 8).Select(week => Monday.AddDays(7 * week))
            .Select(today => Crates.Count(crate => new Reruns(8, today).IsDue(crate, today.AddDays(-7))));

        Assert.That(counts, Is.All.InRange(25, 80));
    }

    [Test]
    public void When_all_weeks_are_over_a_crate_is_due_whosever_turn_it_is() =>
        Assert.That(Crates.Where(crate => !new Reruns(8, Monday).IsDue(crate, Monday.AddDays(-56))), Is.Empty);

    [Test]
    public void What_ran_this_week_is_not_run_again() =>
        Assert.That(Crates.Where(crate => new Reruns(1, Monday).IsDue(crate, Monday.AddDays(-6))), Is.Empty);

    [Test]
    public void With_one_week_all_are_run_each_week() =>
        Assert.That(Crates.Where(crate => new Reruns(1, Monday).IsDue(crate, Monday.AddDays(-7))), Is.EqualTo(Crates));
}
