using System.Text.Json;
using Matrix.Report.Measuring;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Measuring;

public sealed class SpeedRecordTests
{
    private RunsFolder runs = null!;

    [SetUp]
    public void SetUp() => runs = new RunsFolder();

    [TearDown]
    public void TearDown() => runs.Dispose();

    [Test]
    public void Ratios_are_of_the_builds_of_a_round_and_not_of_medians()
    {
        var clean = Record(Round(10, 5), Round(20, 40), Round(40, 10)).Clean!;

        Assert.That((clean.Baseline, clean.Candidate), Is.EqualTo((20.0, 10.0)));
        Assert.That((clean.Ratio.Least, clean.Ratio.Median, clean.Ratio.Most, clean.Ratio.Count), Is.EqualTo((0.25, 0.5, 2.0, 3)));
    }

    [Test]
    public void Rebuilds_count_in_the_rounds_that_have_them_on_both_sides()
    {
        var record = Record(Round(10, 5, 4, 1), Round(10, 5, 4, null), Round(10, 5, null, 1), Round(10, 5));

        Assert.That(record.Clean!.Ratio.Count, Is.EqualTo(4));
        Assert.That((record.Rebuild!.Baseline, record.Rebuild.Candidate, record.Rebuild.Ratio.Count), Is.EqualTo((4.0, 1.0, 1)));
        Assert.That(Record(Round(10, 5)).Rebuild, Is.Null);
    }

    [Test]
    public void A_round_that_took_no_time_is_left_out()
    {
        Assert.That(Record(Round(0, 5), Round(10, 0), Round(10, 5)).Clean!.Ratio.Count, Is.EqualTo(1));
        Assert.That(Record(Round(0, 0)).Clean, Is.Null);
    }

    [Test]
    public void What_failed_has_no_side_though_some_rounds_were_done()
    {
        var record = new SpeedRecord(RunsFolder.Linux, new SpeedResult { Candidate = BackendName.Cranelift, Crate = "a", Rounds = [Round(10, 5, 4, 1)], Failure = "Cranelift's build failed in round 2" });

        Assert.That((record.Clean, record.Rebuild), Is.EqualTo(((SpeedRecord.Side?)null, (SpeedRecord.Side?)null)));
        Assert.That(Record().Clean, Is.Null);
    }

    [Test]
    public void Of_a_crate_that_was_measured_twice_on_a_platform_the_later_run_counts()
    {
        var later = runs.Run(RunsFolder.Manifest(shard: "1/2", minutes: 5));
        var earlier = runs.Run(RunsFolder.Manifest(shard: "2/2"));
        var mac = runs.Run(RunsFolder.Manifest(RunsFolder.Mac, minutes: 1));
        Write(later, "a", 1);
        Write(earlier, "a", 2);
        Write(earlier, "b", 3);
        Write(earlier, "b", 4);
        Write(mac, "a", 5);

        Assert.That(
            SpeedRecord.Of(RunsFolder.Read(later, mac, earlier)).Select(record => (record.Platform, record.Result.Crate, record.Clean!.Baseline)),
            Is.EquivalentTo(new[] { (RunsFolder.Linux, "a", 1.0), (RunsFolder.Linux, "b", 4.0), (RunsFolder.Mac, "a", 5.0) }));
    }

    private static SpeedRound Round(double llvm, double cranelift, double? llvmAgain = null, double? craneliftAgain = null) =>
        new(BackendName.Llvm, new BuildSeconds(llvm, llvmAgain), new BuildSeconds(cranelift, craneliftAgain));

    private static SpeedRecord Record(params SpeedRound[] rounds) => new(RunsFolder.Linux, new SpeedResult { Candidate = BackendName.Cranelift, Crate = "a", Rounds = rounds });

    private static void Write(string results, string crate, double llvm) => RunsFolder.Append(
        results, ResultsPaths.Speed, JsonSerializer.Serialize(new SpeedResult { Candidate = BackendName.Cranelift, Crate = crate, Rounds = [Round(llvm, 1)] }, ResultsJson.Default.SpeedResult) + "\n");
}
