using Matrix.Results;
using Matrix.Runner.Planning;
using Matrix.Testing;
using static Matrix.Runner.Tests.Planning.PlanningSamples;

namespace Matrix.Runner.Tests.Planning;

public sealed class CostEstimatesTests
{
    private static readonly DateOnly Week = Day.AddDays(-7);

    private TemporaryDirectory history = null!;

    [SetUp]
    public void MakeHistory() => history = new TemporaryDirectory();

    [TearDown]
    public void RemoveHistory() => history.Dispose();

    [Test]
    public void What_was_measured_on_the_platform_counts_before_what_the_list_says()
    {
        var list = ListOf("a:100");

        Assert.That(Of("a", Measured(("a", Linux, 7), ("a", Mac, 9)), list), Is.EqualTo(new Cost(7, CostOrigin.Measured)));
    }

    [Test]
    public void What_was_measured_elsewhere_is_scaled_by_the_crates_that_both_know()
    {
        var list = ListOf("a b c");
        var measured = Measured(("a", Linux, 10), ("a", Mac, 20), ("b", Linux, 10), ("b", Mac, 20), ("c", Mac, 50));

        Assert.That(Of("c", measured, list), Is.EqualTo(new Cost(25, CostOrigin.Scaled)));
    }

    [Test]
    public void Where_no_crate_is_known_on_both_it_is_taken_as_it_is() =>
        Assert.That(Of("a", Measured(("a", Mac, 50)), ListOf("a")), Is.EqualTo(new Cost(50, CostOrigin.Scaled)));

    [Test]
    public void The_list_counts_where_nothing_was_measured() =>
        Assert.That(Of("a", Measured(), ListOf("a:100")), Is.EqualTo(new Cost(100, CostOrigin.List)));

    [Test]
    public void A_crate_of_which_nothing_is_known_is_a_typical_one()
    {
        var list = ListOf("a b:30 c d:5");

        Assert.That(Of("c", Measured(("a", Linux, 10)), list), Is.EqualTo(new Cost(10, CostOrigin.Typical)));
    }

    [Test]
    public void Where_nothing_is_known_of_any_crate_it_is_assumed() =>
        Assert.That(Of("a", Measured(), ListOf("a b")).Origin, Is.EqualTo(CostOrigin.Assumed));

    [TestCase(new[] { 10.0 }, ExpectedResult = 10)]
    [TestCase(new[] { 10.0, 20 }, ExpectedResult = 15)]
    [TestCase(new[] { 10.0, 500, 20 }, ExpectedResult = 20)]
    [TestCase(new[] { 10.0, 500, 20, 1, 1, 1 }, ExpectedResult = 20, Description = "the newest three")]
    public double The_median_of_the_last_three_sweeps_counts(double[] newestFirst)
    {
        foreach (var (age, seconds) in newestFirst.Index())
            Remember(history.Path, Day.AddDays(-7 * age), ("a", Linux, seconds, VerdictKind.Compatible));

        return Seconds("a", Linux, Read());
    }

    [Test]
    public void What_was_skipped_says_nothing()
    {
        Remember(history.Path, Week, ("a", Linux, 0.1, VerdictKind.Skipped));

        Assert.That(Seconds("a", Linux, Read()), Is.Zero);
    }

    [Test]
    public void Sweeps_after_the_date_are_not_known_yet()
    {
        Remember(history.Path, Day.AddDays(1), ("a", Linux, 99, VerdictKind.Compatible));
        Remember(history.Path, Day, ("a", Linux, 5, VerdictKind.Compatible));

        Assert.That(Seconds("a", Linux, Read()), Is.EqualTo(5));
    }

    [Test]
    public void A_crate_that_was_last_swept_long_ago_is_looked_for()
    {
        foreach (var week in Enumerable.Range(1, 8))
            Remember(history.Path, Day.AddDays(-7 * week), ($"crate-{week}", Mac, week, VerdictKind.Compatible));

        Assert.That(Seconds("crate-8", Mac, Read()), Is.EqualTo(8));
    }

    [Test]
    public void A_file_that_is_no_history_is_said_and_the_others_count()
    {
        Remember(history.Path, Week, ("a", Linux, 5, VerdictKind.Compatible));
        history.File("20261120-000000.sweep.jsonl.gz", "no gzip");
        var said = new List<string>();

        var costs = CostHistory.Read(history.Path, Day, said.Add);

        Assert.That(Seconds("a", Linux, costs), Is.EqualTo(5));
        Assert.That(said.Single(), Does.Contain("20261120-000000.sweep.jsonl.gz"));
    }

    [Test]
    public void A_history_that_is_not_there_is_refused() =>
        Assert.That(() => CostHistory.Read("/nowhere/history", Day, _ => { }), Throws.TypeOf<MatrixException>().With.Message.Contains("/nowhere/history"));

    private static Cost Of(string crate, MeasuredCosts measured, Runner.Crates.CratesList list) =>
        new CostEstimates(list.Crates, measured.Of([.. list.Crates.Select(entry => entry.Name.Value)]), Linux).Of(list.Crates.ToList().FindIndex(entry => entry.Name.Value == crate));

    private static double Seconds(string crate, string platform, MeasuredCosts costs) => costs.Of([crate]).GetValueOrDefault(platform)?[0] ?? 0;

    private MeasuredCosts Read() => CostHistory.Read(history.Path, Day, Assert.Fail);
}
