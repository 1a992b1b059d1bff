using FsCheck;
using FsCheck.Fluent;
using Matrix.Results;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Tests.Crates;

public sealed class SelectionTests
{
    [TestCase("a:1 b:3 c:2", ExpectedResult = "b c a")]
    [TestCase("a b c", ExpectedResult = "a b c")]
    [TestCase("a:5 b:5 c:5", ExpectedResult = "a b c")]
    [TestCase("a:1 b c:2 d:9", ExpectedResult = "d b c a", Description = "the median of 1, 2 and 9 is 2")]
    [TestCase("a:1 b c:4", ExpectedResult = "c b a", Description = "the median of 1 and 4 is between them")]
    [TestCase("", ExpectedResult = "")]
    public string What_takes_longest_comes_first(string crates) => Names(Selection.Choose(ListOf(crates), [], null));

    [Test]
    public void Only_what_is_named_is_chosen() =>
        Assert.That(Names(Selection.Choose(ListOf("a:1 b:2 c:3"), ["a", "c", "a"], null)), Is.EqualTo("c a"));

    [Test]
    public void Names_that_are_not_in_the_list_are_refused_all_at_once()
    {
        var error = Assert.Throws<MatrixException>(() => Selection.Choose(ListOf("memchr serde"), ["memhcr", "serde", "tokio"], null));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                error.Message,
                Is.EqualTo("/lists/list.yaml: no crate is named 'memhcr'; did you mean 'memchr'?\n/lists/list.yaml: no crate is named 'tokio'"));
            Assert.That(error.ExitCode, Is.EqualTo(ExitCode.Usage));
        }
    }

    [Test]
    public void Every_shard_gets_its_part_of_what_takes_long()
    {
        var list = ListOf("a:1 b:2 c:3 d:4 e:5");

        Assert.That(
            new[] { "1/2", "2/2" }.Select(shard => Names(Selection.Choose(list, [], Shard.Parse(shard)))),
            Is.EqualTo(new[] { "e c a", "d b" }));
    }

    [TestCase("c a", ExpectedResult = "c a")]
    [TestCase("", ExpectedResult = "")]
    public string A_plan_gives_the_order(string names) =>
        Names(Selection.InOrder(ListOf("a:1 b:2 c:3"), names.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Test]
    public void A_plan_that_names_what_the_list_has_not_is_refused() =>
        Assert.That(() => Selection.InOrder(ListOf("a b"), ["a", "c"]), Throws.TypeOf<MatrixException>().With.Message.Contains("no crate is named 'c'"));

    [Test]
    public void Shards_are_complete_and_disjoint() =>
        Prop.ForAll(
            Gen.Choose(0, 99).Select(cost => cost < 20 ? "" : $":{cost}").ListOf().ToArbitrary(),
            Gen.Choose(1, 12).ToArbitrary(),
            (costs, count) =>
            {
                var list = ListOf(string.Join(' ', costs.Select((cost, position) => $"crate{position}{cost}")));
                var shards = Enumerable.Range(1, count).SelectMany(index => Selection.Choose(list, [], new Shard(index, count)));
                return shards.Select(crate => crate.Name.Value).Order().SequenceEqual(list.Crates.Select(crate => crate.Name.Value).Order());
            }).Check(Config.QuickThrowOnFailure);

    /// <summary>Crates as <c>name:cost</c> or <c>name</c>.</summary>
    private static CratesList ListOf(string crates)
    {
        var entries =
            from crate in crates.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            let parts = crate.Split(':')
            select $"{{ name: {parts[0]}, path: x{(parts.Length > 1 ? $", cost: {parts[1]}" : "")} }}";
        return Lists.Of($"format: 1\ncrates: [{string.Join(", ", entries)}]");
    }

    private static string Names(IEnumerable<CrateEntry> crates) => string.Join(' ', crates.Select(crate => crate.Name.Value));
}
