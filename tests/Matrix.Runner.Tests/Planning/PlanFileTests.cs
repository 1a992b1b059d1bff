using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Planning;
using Matrix.Testing;
using static Matrix.Runner.Tests.Planning.PlanningSamples;

namespace Matrix.Runner.Tests.Planning;

public sealed class PlanFileTests
{
    private const string Crates = "a:5 b:4 c:3";
    private const string Platforms = "{ linux-x86_64: { runner: u, shards: 2, time: 1h }, macos-aarch64: { runner: m, shards: 1, time: 1h } }";

    private TemporaryDirectory directory = null!;

    [SetUp]
    public void MakeDirectory() => directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    [Test]
    public void A_plan_reads_back_as_itself() => Assert.That(PlanFile.Bytes(Written().Plan), Is.EqualTo(PlanFile.Bytes(Plan(Platforms, Crates))));

    [TestCase("1/2", Linux, ExpectedResult = "a")]
    [TestCase("2/2", Linux, ExpectedResult = "b c")]
    [TestCase("1/1", Mac, ExpectedResult = "a b c")]
    public string A_shard_has_the_crates_that_the_plan_gives_it(string shard, string platform) =>
        string.Join(' ', Written().CratesOf(Shard.Parse(shard), platform, ListOf(Crates)));

    [TestCase("1/3", Linux, "has 2 shards for linux-x86_64, not 3")]
    [TestCase("1/2", "linux-aarch64", "has nothing for linux-aarch64")]
    public void A_shard_that_is_not_in_the_plan_is_refused(string shard, string platform, string what) =>
        Assert.That(() => Written().CratesOf(Shard.Parse(shard), platform, ListOf(Crates)), Throws.TypeOf<MatrixException>().With.Message.EndsWith(what));

    [Test]
    public void Another_list_is_refused() =>
        Assert.That(
            () => Written().CratesOf(Shard.Parse("1/2"), Linux, ListOf("a:5 b:4 c:9")),
            Throws.TypeOf<MatrixException>().With.Message.EndsWith("is for another list (list.yaml, or another state of it)"));

    [Test]
    public void Results_keep_the_hash_and_how_many_shards_there_are()
    {
        var record = Written().Record();

        Assert.That(record.Sha256, Does.Match("^[0-9a-f]{64}$"));
        Assert.That(record.Shards, Is.EqualTo(new Dictionary<string, int> { [Linux] = 2, [Mac] = 1 }));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{ "format": 2, "date": "2026-11-21", "list": { "name": "a", "sha256": "b", "crates": 1 }, "platforms": [] }""")]
    [TestCase("""{ "format": 1, "date": "2026-11-21", "list": { "name": "a", "sha256": "b", "crates": 1 }, "platforms": [null] }""")]
    [TestCase("""{ "format": 1, "date": "2026-11-21", "list": { "name": "a", "sha256": "b", "crates": 1 }, "platforms": [{ "platform": "p", "runner": "r", "minutes": 1, "shards": [{ "seconds": 1, "crates": [null] }] }] }""")]
    public void What_is_no_plan_is_refused(string text)
    {
        var path = directory.File("plan.json", text);

        Assert.That(() => PlanFile.Read(path), Throws.TypeOf<MatrixException>().With.Message.StartsWith($"{path} is not a plan: "));
    }

    [Test]
    public void A_plan_that_is_not_there_is_refused() =>
        Assert.That(() => PlanFile.Read("/nowhere/plan.json"), Throws.TypeOf<MatrixException>());

    private PlanFile Written()
    {
        var path = Path.Combine(directory.Path, "plan.json");
        File.WriteAllBytes(path, PlanFile.Bytes(Plan(Platforms, Crates)));
        return PlanFile.Read(path);
    }
}
