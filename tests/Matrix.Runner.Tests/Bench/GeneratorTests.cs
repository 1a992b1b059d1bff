using Matrix.Bench.Synthetic;
using Matrix.Results;
using Matrix.Results.History;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Bench;

public sealed class GeneratorTests
{
    private TemporaryDirectory directory = null!;

    [SetUp]
    public void MakeDirectory() => directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    [Test]
    public void Every_line_reads_back([Values] bool hostile)
    {
        Generator.Write(Options("a", hostile: hostile));

        var runs = Runs("a");

        Assert.That(runs, Has.Length.EqualTo(4));
        foreach (var run in runs)
        {
            var verdicts = run.Verdicts().ToArray();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(verdicts.Select(verdict => verdict.Crate), Is.EqualTo(run.Manifest.List.Crates));
                Assert.That(run.Manifest.Counts, Is.EquivalentTo(verdicts.CountBy(verdict => WireName.Of(verdict.Kind))));
                Assert.That(run.Legs().Select(leg => leg.Crate).Distinct(), Is.EqualTo(verdicts.Where(verdict => verdict.Kind != VerdictKind.Skipped).Select(verdict => verdict.Crate)));
                Assert.That(run.Ledger().Select(entry => entry.Crate).Distinct(), Is.SubsetOf(run.Manifest.List.Crates));
                Assert.That(run.Speed().Select(speed => speed.Crate), Is.SubsetOf(run.Manifest.List.Crates));
                Assert.That(run.Legs().SelectMany(run.Tests).Count(), Is.EqualTo(run.Legs().Where(leg => leg.TestList is not null).Sum(leg => leg.Tests.Total)));
                Assert.That(run.CutOffLines, Is.Zero);
            }
        }
    }

    [Test]
    public void Evidence_stands_where_it_is_said_to([Values] bool hostile)
    {
        Generator.Write(Options("a", hostile: hostile));

        var looked = 0;
        foreach (var run in Runs("a"))
        {
            foreach (var evidence in run.Verdicts().SelectMany(verdict => verdict.Causes).SelectMany(cause => cause.Evidence))
            {
                Assert.That(run.LogLines(evidence.Log).ElementAt(evidence.Line - 1), Does.StartWith(evidence.Text));
                looked++;
            }
        }

        Assert.That(looked, Is.GreaterThan(10));
    }

    [Test]
    public void A_failed_phase_has_its_log()
    {
        Generator.Write(Options("a"));

        foreach (var run in Runs("a"))
        {
            foreach (var phase in run.Legs().SelectMany(leg => leg.Phases).Where(phase => !phase.Passed))
                Assert.That(run.LogLines(phase.Log), Is.Not.Empty);
        }
    }

    [Test]
    public void Every_past_sweep_reads_back()
    {
        Generator.Write(Options("a"));

        var files = Directory.GetFiles(Path.Combine(directory.Path, "a", "history")).Order().ToArray();

        Assert.That(files, Has.Length.EqualTo(2));
        foreach (var (position, file) in files.Index())
        {
            var crates = new List<PastCrate>();
            var sweep = HistoryFile.Read(file, crates.Add);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Path.GetFileName(file), Is.EqualTo(HistoryFile.NameOf(sweep)));
                Assert.That(crates, Has.Count.EqualTo(sweep.Crates));
                Assert.That(crates.SelectMany(crate => crate.Verdicts.Keys).Distinct(), Is.EquivalentTo(sweep.Runs.Select(run => run.Platform).Distinct()));
                Assert.That(sweep.Runs.Select(run => run.Platform), position == 0 ? Has.None.EqualTo("macos-aarch64") : Has.Some.EqualTo("macos-aarch64"));
            }
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes([Values] bool hostile)
    {
        Generator.Write(Options("a", hostile: hostile));
        Generator.Write(Options("b", hostile: hostile));

        var first = Contents("a");

        Assert.That(first, Is.Not.Empty);
        Assert.That(Contents("b"), Is.EqualTo(first));
    }

    [Test]
    public void Another_seed_gives_others()
    {
        Generator.Write(Options("a"));
        Generator.Write(Options("b", seed: 2));

        Assert.That(Contents("b"), Is.Not.EqualTo(Contents("a")));
    }

    private GenerateOptions Options(string name, int seed = 1, bool hostile = false) =>
        new(20, ["linux-x86_64", "macos-aarch64"], Sweeps: 3, Shards: 2, seed, Path.Combine(directory.Path, name), hostile);

    private ResultsReader[] Runs(string name) => [.. Directory.GetDirectories(Path.Combine(directory.Path, name, "now")).Order().Select(ResultsReader.Open)];

    private (string File, string Content)[] Contents(string name)
    {
        var root = Path.Combine(directory.Path, name);
        return [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => (Path.GetRelativePath(root, file), Convert.ToBase64String(File.ReadAllBytes(file))))];
    }
}
