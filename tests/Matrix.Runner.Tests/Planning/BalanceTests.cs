using FsCheck;
using FsCheck.Fluent;
using Matrix.Runner.Planning;

namespace Matrix.Runner.Tests.Planning;

public sealed class BalanceTests
{
    private static readonly Arbitrary<int[]> AnyCosts = Gen.Choose(1, 500).ListOf().Select(costs => costs.ToArray()).ToArbitrary();

    [Test]
    public void The_longest_come_first_and_go_where_least_is_to_do() =>
        Assert.That(
            Balance.Divide([("a", 1), ("b", 5), ("c", 4), ("d", 3), ("e", 2)], 2).Select(shard => string.Join(' ', shard.Select(crate => crate.Crate))),
            Is.EqualTo(new[] { "b e a", "c d" }));

    [Test]
    public void No_crate_is_lost_and_none_is_there_twice() =>
        Prop.ForAll(AnyCosts, Gen.Choose(1, 9).ToArbitrary(), (costs, shards) =>
            Balance.Divide(Named(costs), shards).SelectMany(shard => shard).Order().SequenceEqual(Named(costs).Order())).Check(Config.QuickThrowOnFailure);

    // Of longest-first it is known that no shard has more than the mean and one crate of it; here the bound that needs no optimum.
    [Test]
    public void No_shard_has_more_than_its_part_and_one_crate() =>
        Prop.ForAll(AnyCosts, Gen.Choose(1, 9).ToArbitrary(), (costs, shards) =>
        {
            var loads = Balance.Divide(Named(costs), shards).Select(shard => shard.Sum(crate => crate.Seconds)).ToList();
            return costs.Length == 0 || loads.Max() <= (costs.Sum() / (double)shards) + costs.Max();
        }).Check(Config.QuickThrowOnFailure);

    private static (string, double)[] Named(int[] costs) => [.. costs.Select((cost, position) => ($"crate-{position}", (double)cost))];
}
