using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Planning;
using Matrix.Testing;
using static Matrix.Runner.Tests.Planning.PlanningSamples;

namespace Matrix.Runner.Tests.Planning;

public sealed class PlanRunTests
{
    private const string OneLinux = "{ linux-x86_64: { runner: ubuntu-latest, shards: 2, time: 1h } }";

    [Test]
    public void Crates_go_longest_first_to_the_shard_that_has_least_to_do() =>
        Assert.That(Shards(Plan(OneLinux, "a:1 b:5 c:4 d:3 e:2")), Is.EqualTo(new[] { "b e a", "c d" }));

    [Test]
    public void History_counts_before_the_list() =>
        Assert.That(Shards(Plan(OneLinux, "a:1 b:5 c:4", null, ("a", Linux, 90))), Is.EqualTo(new[] { "a", "b c" }));

    [TestCase(1, ExpectedResult = 1)]
    [TestCase(2, ExpectedResult = 2)]
    [TestCase(3, ExpectedResult = 2, Description = "the platform may have no more")]
    public int A_platform_has_as_many_shards_as_it_may_and_was_asked_for(int asked) => Shards(Plan(OneLinux, "a b c d", asked)).Count();

    [Test]
    public void No_shard_is_empty() => Assert.That(Shards(Plan(OneLinux, "a")), Is.EqualTo(new[] { "a" }));

    [Test]
    public void What_has_no_turn_is_left_out_with_the_reason()
    {
        var plan = Plan("{ macos-aarch64: { runner: m, shards: 1, time: 1h, tiers: { 1: 1 } } }", "a/1 b/2 c");

        Assert.That(Shards(plan, Mac), Is.EqualTo(new[] { "a" }));
        Assert.That(
            plan.Platforms.Single().LeftOut.Select(left => $"{left.Reason}: {string.Join(' ', left.Crates)}"),
            Is.EqualTo(new[] { "tier 2: not on macos-aarch64: b", "crates without a tier: not on macos-aarch64: c" }));
    }

    [Test]
    public void Crates_that_run_at_the_same_time_share_the_time_of_a_machine()
    {
        var plan = Plan("{ linux-x86_64: { runner: u, shards: 1, time: 1h, jobs: 4, setup: 2m } }", "a:100 b:100 c:100 d:100 e:100 f:100 g:100 h:100");

        Assert.That(plan.Platforms.Single().Shards.Single().Seconds, Is.EqualTo(120 + 200));
    }

    [Test]
    public void A_shard_takes_no_less_than_its_longest_crate() =>
        Assert.That(
            Plan("{ linux-x86_64: { runner: u, shards: 1, time: 1h, jobs: 4 } }", "a:1000 b:1").Platforms.Single().Shards.Single().Seconds, Is.EqualTo(1000));

    [Test]
    public void What_fits_is_not_warned_of() => Assert.That(Plan(OneLinux, "a:3600 b:3600").Warnings, Is.Empty);

    [Test]
    public void Too_much_for_a_platform_is_said_with_the_number_of_shards_that_would_do() =>
        Assert.That(
            Plan(OneLinux, "a:3000 b:3000 c:3000 d:3000").Warnings.Single(),
            Is.EqualTo("linux-x86_64: 2 of 2 shards are expected to take longer than the 1.0 h of a job, the longest 1.7 h; what is not done then has no verdict. "
                + "Its 2 shards of 1.0 h have to do 3.3 h: raise 'shards' to 4 in matrix.yaml, or let tiers run there less often."));

    [Test]
    public void Too_few_shards_are_said() => Assert.That(Plan(OneLinux, "a:3000 b:3000", 1).Warnings.Single(), Does.EndWith("Give --shards 2, or leave it out."));

    [Test]
    public void One_crate_that_is_too_long_is_said() =>
        Assert.That(Plan(OneLinux, "a:4000 b:10").Warnings.Single(), Does.EndWith("One crate alone is the cause: take it off the platform with 'skip' in the list, or raise 'time' in matrix.yaml."));

    [Test]
    public void The_same_gives_the_same_plan()
    {
        var plans = Enumerable.Range(0, 3).Select(_ => Convert.ToBase64String(PlanFile.Bytes(Plan(OneLinux, "a b:3 c d"))));

        Assert.That(plans.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_plan_without_platforms_is_refused() =>
        Assert.That(
            () => PlanRun.Execute(new PlanRequest(Configuration.Config.Of("format: 1"), ListOf("a"), Day, null), Measured()),
            Throws.TypeOf<MatrixException>().With.Message.EqualTo("no platform is named under 'platforms' in matrix.yaml"));

    [Test]
    public void The_settings_that_come_with_the_tool_plan_the_four_platforms_of_the_goal()
    {
        var config = ConfigLoader.LoadNamed(Repository.PathOf("matrix.yaml"));

        Assert.That(config.Platforms.Select(budget => budget.Platform), Is.EquivalentTo(new[] { Linux, "linux-aarch64", Mac, "macos-x86_64" }));
        Assert.That(config.Platforms.Where(budget => budget.IsMac).Select(budget => budget.Tiers), Is.All.Not.Null);
    }
}
