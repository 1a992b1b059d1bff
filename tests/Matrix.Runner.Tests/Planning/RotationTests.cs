using FsCheck;
using FsCheck.Fluent;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Planning;

namespace Matrix.Runner.Tests.Planning;

public sealed class RotationTests
{
    private static readonly PlatformBudget Budget = PlanningSamples.ConfigOf(
        "{ macos-aarch64: { runner: m, shards: 1, time: 1h, tiers: { 1: 1, 2: 2, 3: 4, other: 8 } } }").Platforms.Single();

    [TestCase("a/1", ExpectedResult = 1)]
    [TestCase("a/2", ExpectedResult = 2)]
    [TestCase("a/3", ExpectedResult = 4)]
    [TestCase("a/9", ExpectedResult = 8)]
    [TestCase("a", ExpectedResult = 8)]
    public int In_so_many_weeks_every_crate_has_its_turn_once(string crate)
    {
        var entry = PlanningSamples.ListOf(crate).Crates.Single();
        var turns = Enumerable.Range(0, 80).Where(week => Rotation.WhyNot(entry, Budget, PlanningSamples.Day.AddDays(week * 7)) is null).ToList();
        var gaps = turns.Zip(turns.Skip(1), (first, second) => second - first).Distinct();

        return gaps.Single();
    }

    [Test]
    public void The_days_of_a_week_give_the_same_crates_their_turn()
    {
        var crates = PlanningSamples.ListOf(string.Join(' ', Enumerable.Range(0, 50).Select(number => $"c{number}/3"))).Crates;
        var monday = new DateOnly(2026, 11, 16);

        Assert.That(
            Enumerable.Range(0, 7).Select(day => string.Join(' ', Due(crates, monday.AddDays(day)))).Distinct().Count(), Is.EqualTo(1));
        Assert.That(Due(crates, monday.AddDays(7)), Is.Not.EqualTo(Due(crates, monday)));
    }

    [Test]
    public void Each_slice_has_a_fair_part()
    {
        var crates = PlanningSamples.ListOf(string.Join(' ', Enumerable.Range(0, 1000).Select(number => $"crate-{number}/3"))).Crates;

        Assert.That(
            Enumerable.Range(0, 4).Select(week => Due(crates, PlanningSamples.Day.AddDays(week * 7)).Count()), Is.All.InRange(200, 300));
    }

    [Test]
    public void The_turn_that_is_told_is_the_turn_that_comes() =>
        Prop.ForAll(
            Gen.Choose(0, 5000).ToArbitrary(),
            Gen.Choose(0, 100_000).ToArbitrary(),
            (number, days) =>
            {
                var crate = PlanningSamples.ListOf($"crate-{number}").Crates.Single();
                var date = new DateOnly(2020, 1, 1).AddDays(days);
                return Rotation.WhyNot(crate, Budget, date) is not { } absence || Rotation.WhyNot(crate, Budget, date.AddDays(absence.Weeks * 7)) is null;
            }).Check(Config.QuickThrowOnFailure);

    [Test]
    public void A_tier_that_is_not_named_never_has_its_turn()
    {
        var budget = Budget with { OtherTiers = null };
        var crate = PlanningSamples.ListOf("a/4").Crates.Single();

        Assert.That(
            Enumerable.Range(0, 20).Select(week => Rotation.WhyNot(crate, budget, PlanningSamples.Day.AddDays(week * 7))?.Words("macos-aarch64", PlanningSamples.Day)).Distinct(),
            Is.EqualTo(new[] { "tier 4: not on macos-aarch64" }));
    }

    [TestCase(2, "tier 1: every 2nd sweep, next in the week of 2026-11-23")]
    [TestCase(3, "tier 1: every 3rd sweep, next in the week of 2026-11-23")]
    [TestCase(4, "tier 1: every 4th sweep, next in the week of 2026-11-23")]
    public void Why_it_is_not_its_turn_is_told_with_the_next_one(int every, string words) =>
        Assert.That(new Absence(1, every, 1).Words("macos-aarch64", PlanningSamples.Day), Is.EqualTo(words));

    private static IEnumerable<string> Due(IEnumerable<CrateEntry> crates, DateOnly date) =>
        crates.Where(crate => Rotation.WhyNot(crate, Budget, date) is null).Select(crate => crate.Name.Value);
}
