using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Matrix.Results.History;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.Results.Tests.Storage;

/// <summary>A sweep that a version wrote which knew format 1 alone, and what today's makes of it.</summary>
public sealed partial class FormatUpgradeTests
{
    private static readonly string Directory = Repository.PathOf("tests/fixtures/results/format-1");

    private static readonly BackendName Cranelift = BackendName.Cranelift;

    private readonly ResultsReader results = ResultsReader.Open(Directory);

    [Test]
    public void The_two_backends_are_named_with_what_was_known_of_them()
    {
        var (baseline, candidate) = (results.Manifest.Baseline, results.Manifest.Candidates.Single());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(results.Manifest.Format, Is.EqualTo(RunManifest.CurrentFormat));
            Assert.That((baseline.Name, baseline.Title, baseline.Library), Is.EqualTo((BackendName.Llvm, "LLVM", (string?)null)));
            Assert.That((candidate.Name, candidate.Title, candidate.CodegenBackend, candidate.Version), Is.EqualTo((Cranelift, "Cranelift", "cranelift", "0.123.13")));
            Assert.That(candidate.LibrarySha256, Does.Match("^[0-9a-f]{64}$"));
            Assert.That(candidate.Probe!.BackendLoads, Is.True);
        }
    }

    [Test]
    public void A_verdict_says_what_it_compares_and_what_each_side_came_to()
    {
        var verdict = results.Verdicts().Single(verdict => verdict.Crate == "thread-panic-aborts");

        Assert.That(verdict.Candidate, Is.EqualTo(Cranelift));
        Assert.That(verdict.Tests.Select(test => (test.Baseline, test.Candidate, test.BaselineAbort)), Has.Member(((TestOutcome?)TestOutcome.Passed, (TestOutcome?)TestOutcome.Failed, (TestOutcome?)TestOutcome.Failed)));
    }

    [Test]
    public void Units_are_counted_by_backend()
    {
        var legs = results.Legs().Where(leg => leg is { Crate: "passes-everything", Attempt: 1 }).ToDictionary(leg => leg.Leg);

        Assert.That(legs.Values.Select(leg => leg.Units.By.Keys.Single()), Is.EquivalentTo(new[] { "llvm", "cranelift" }));
        Assert.That(legs[LegName.Cranelift].Units.Of(Cranelift), Is.Positive);
        Assert.That(results.IndexLegs().Of("passes-everything").Single(leg => leg.Leg == LegName.Cranelift).Units.Of(Cranelift), Is.EqualTo(legs[LegName.Cranelift].Units.Of(Cranelift)));
    }

    [Test]
    public void The_ledger_and_what_was_measured_name_the_candidate()
    {
        Assert.That(results.Ledger().Select(entry => entry.Backend).Distinct(), Is.EqualTo(new[] { Cranelift }));
        Assert.That(results.Speed().Select(speed => (speed.Candidate, speed.Rounds.Count, speed.CleanRatio > 0)).Distinct(), Is.EqualTo(new[] { (Cranelift, 1, true) }));
    }

    [Test]
    public void Nothing_of_a_line_is_lost()
    {
        using (Assert.EnterMultipleScope())
        {
            AllIsKept(ResultsPaths.Verdicts, ResultsJson.Default.Verdict);
            AllIsKept(ResultsPaths.Legs, ResultsJson.Default.LegResult);
            AllIsKept(ResultsPaths.Ledger, ResultsJson.Default.LedgerEntry);
            AllIsKept(ResultsPaths.Speed, ResultsJson.Default.SpeedResult);
        }
    }

    [Test]
    public void Of_an_A_A_sweep_the_candidate_is_the_baseline_once_more()
    {
        var upgrade = FormatUpgrade.From(1)!;
        var old = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Directory, ResultsPaths.Manifest)))!;
        old["settings"]!["candidate"] = "llvm-again";

        var manifest = JsonSerializer.Deserialize(upgrade.Manifest(Encoding.UTF8.GetBytes(old.ToJsonString())), ResultsJson.Default.RunManifest)!;
        var leg = Upgraded(upgrade, ResultsPaths.Legs, """{"crate":"a","leg":"llvm-again","units":{"llvm":3,"cranelift":0,"shared":1}}""");

        Assert.That(manifest.Candidates.Select(backend => (backend.Name, backend.IsBaselineAgain)), Is.EqualTo(new[] { (BackendName.Llvm.Again(), true) }));
        Assert.That(leg["units"]!.ToJsonString(), Is.EqualTo("""{"shared":1,"by":{"llvm-again":3}}"""));
    }

    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("""{"units":{"llvm":"many"}}""")]
    [TestCase("""{"leg":7,"units":{"llvm":1}}""")]
    public void What_is_no_line_is_an_error_of_its_place(string line) =>
        Assert.That(() => FormatUpgrade.From(1)!.Line(ResultsPaths.Legs, Encoding.UTF8.GetBytes(line)), Throws.InstanceOf<JsonException>());

    [Test]
    public void Todays_format_is_left_as_it_is() => Assert.That(FormatUpgrade.From(RunManifest.CurrentFormat), Is.Null);

    [Test]
    public void Nobody_writes_beside_lines_of_then()
    {
        using var copy = new TemporaryDirectory();
        foreach (var file in System.IO.Directory.EnumerateFiles(Directory))
            File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));

        Assert.That(
            () => ResultsWriter.Resume(copy.Path, manifest => manifest),
            Throws.InstanceOf<MatrixException>().With.Message.Contains("older format").And.Property(nameof(MatrixException.Hint)).Contains("./matrix merge"));
        Assert.That(File.ReadAllBytes(Path.Combine(copy.Path, ResultsPaths.Manifest)), Is.EqualTo(File.ReadAllBytes(Path.Combine(Directory, ResultsPaths.Manifest))));
    }

    // Recorded results are everybody's: they name no folder of the machine that they were recorded on.
    [Test]
    public void Absolute_paths_in_it_are_of_no_machine()
    {
        var paths = System.IO.Directory.EnumerateFiles(Directory)
            .SelectMany(File.ReadLines)
            .SelectMany(line => AbsolutePath.Matches(line.Replace(@"\u0022", "\"", StringComparison.Ordinal)))
            .Select(match => match.Groups["path"].Value)
            .ToList();

        Assert.That(paths, Has.Count.GreaterThan(100));
        Assert.That(paths.Where(path => !path.StartsWith("/rust/", StringComparison.Ordinal) && !path.StartsWith("/sweep/", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void A_history_file_of_then_is_read()
    {
        var crates = new List<PastCrate>();
        var sweep = HistoryFile.Read(Repository.PathOf("tests/fixtures/results/format-1.sweep.jsonl.gz"), crates.Add);

        Assert.That(crates.Select(crate => crate.Crate), Is.EquivalentTo(results.Verdicts().Select(verdict => verdict.Crate)));
        Assert.That(sweep.Runs.Single().CraneliftVersion, Is.EqualTo("0.123.13"));
    }

    [GeneratedRegex("""["= ](?<path>/[A-Za-z0-9_.-]+/[^" ]*)""")]
    private static partial Regex AbsolutePath { get; }

    private void AllIsKept<T>(string file, JsonTypeInfo<T> type)
    {
        foreach (var line in results.RawLines(file))
        {
            var written = JsonSerializer.Serialize(JsonSerializer.Deserialize(line.Bytes.Span, type)!, type);
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(line.Bytes.Span), JsonNode.Parse(written)), Is.True, $"{file}: {written}");
        }
    }

    private static JsonNode Upgraded(FormatUpgrade upgrade, string file, string line) => JsonNode.Parse(upgrade.Line(file, Encoding.UTF8.GetBytes(line)))!;
}
