using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.Results.Tests.Storage;

public sealed class ResultsReaderTests
{
    private TemporaryDirectory directory = null!;

    [SetUp]
    public void MakeDirectory() => directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    [Test]
    public void A_cut_off_line_is_left_out_and_counted()
    {
        Write(Sample.Leg("first"), Sample.Leg("second"));
        using (var file = File.Open(PathOf(ResultsPaths.Legs), FileMode.Open))
            file.SetLength(file.Length - 10);

        var reader = ResultsReader.Open(directory.Path);

        Assert.That(reader.Legs().Select(leg => leg.Crate), Is.EqualTo(new[] { "first" }));
        Assert.That(reader.CutOffLines, Is.EqualTo(1));
    }

    [TestCase("{\"crate\":")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"crate":"a","leg":"GCC","outcome":{"kind":"passed"}}""")]
    [TestCase("""{"crate":"a","leg":7,"outcome":{"kind":"passed"}}""")]
    [TestCase("""{"crate":"a","leg":"llvm","outcome":{}}""")]
    [TestCase("""{"crate":"a","leg":"llvm","outcome":{"kind":"won"}}""")]
    public void A_damaged_line_in_the_middle_is_told_with_its_place(string damaged)
    {
        Write(Sample.Leg("first"), Sample.Leg("third"));
        var lines = File.ReadAllLines(PathOf(ResultsPaths.Legs));
        File.WriteAllText(PathOf(ResultsPaths.Legs), $"{lines[0]}\n{damaged}\n{lines[1]}\n");

        var error = Assert.Throws<MatrixException>(() => ResultsReader.Open(directory.Path).Legs().ToList());

        Assert.That(error.Message, Does.StartWith($"{PathOf(ResultsPaths.Legs)}:2: "));
        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.Usage));
    }

    [Test]
    public void A_file_that_is_not_there_holds_nothing()
    {
        Write();
        File.Delete(PathOf(ResultsPaths.Verdicts));

        Assert.That(ResultsReader.Open(directory.Path).Verdicts(), Is.Empty);
    }

    [Test]
    public void The_last_verdict_of_a_crate_counts()
    {
        using (var writer = ResultsWriter.Create(directory.Path, Sample.Manifest))
        {
            writer.Append(Sample.Verdict("a", VerdictKind.Inconclusive));
            writer.Append(Sample.Verdict("b", VerdictKind.Compatible));
            writer.Append(Sample.Verdict("a", VerdictKind.Regressed));
        }

        Assert.That(
            ResultsReader.Open(directory.Path).Verdicts().Select(verdict => (verdict.Crate, verdict.Kind)),
            Is.EqualTo(new[] { ("a", VerdictKind.Regressed), ("b", VerdictKind.Compatible) }));
    }

    [TestCase("99")]
    [TestCase("0")]
    [TestCase("\"1\"")]
    public void Another_format_is_refused(string format)
    {
        directory.File(ResultsPaths.Manifest, $$"""{"format":{{format}}}""");

        Assert.That(
            () => ResultsReader.Open(directory.Path),
            Throws.InstanceOf<MatrixException>().With.Message.Contains("is not one that this version reads").And.Property("Hint").Contains("newer"));
    }

    [TestCase("")]
    [TestCase("no json")]
    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("""{"format":1}""")]
    public void What_is_no_manifest_is_refused(string text)
    {
        var path = directory.File(ResultsPaths.Manifest, text);

        Assert.That(
            () => ResultsReader.Open(directory.Path),
            Throws.InstanceOf<MatrixException>().With.Message.StartsWith(path).And.Property("ExitCode").EqualTo(ExitCode.Usage));
    }

    [Test]
    public void A_directory_without_results_is_refused() =>
        Assert.That(() => ResultsReader.Open(directory.Path), Throws.InstanceOf<MatrixException>().With.Message.Contains("is not a results directory"));

    [Test]
    public void A_directory_that_is_not_there_is_refused() =>
        Assert.That(
            () => ResultsReader.Open(Path.Combine(directory.Path, "nowhere")),
            Throws.InstanceOf<MatrixException>().With.Message.Contains("is not a results directory"));

    [Test]
    public void Cutting_a_file_anywhere_loses_at_most_its_last_line()
    {
        Write(Sample.Leg("first"), Sample.Leg("second"), Sample.Leg("third"));
        var whole = File.ReadAllBytes(PathOf(ResultsPaths.Legs));

        Prop.ForAll(
            Gen.Choose(0, whole.Length).ToArbitrary(),
            cut =>
            {
                File.WriteAllBytes(PathOf(ResultsPaths.Legs), whole[..cut]);
                var lineEnds = whole[..cut].Count(character => character == (byte)'\n');
                var reader = ResultsReader.Open(directory.Path);
                return reader.Legs().Count() == lineEnds && reader.CutOffLines == (cut == 0 || whole[cut - 1] == '\n' ? 0 : 1);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Test]
    public void A_file_that_grows_while_it_is_read_ends_where_it_ended_at_the_start()
    {
        using var writer = ResultsWriter.Create(directory.Path, Sample.Manifest);
        writer.Append(Sample.Leg("first"));
        writer.Append(Sample.Leg("second"));
        var crates = new List<string>();
        foreach (var leg in ResultsReader.Open(directory.Path).Legs())
        {
            crates.Add(leg.Crate);
            writer.Append(Sample.Leg("later"));
        }

        Assert.That(crates, Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public void A_log_is_cut_into_lines_at_line_feeds_only()
    {
        Write();
        Pack("log.gz", "one\r50 %\r100 %\ntwo\n\nlast");

        Assert.That(ResultsReader.Open(directory.Path).LogLines("log.gz"), Is.EqualTo(new[] { "one\r50 %\r100 %", "two", "", "last" }));
    }

    [Test]
    public void A_log_that_was_cut_off_ends_where_it_was_cut()
    {
        Write();
        var lines = Enumerable.Range(0, 20_000).Select(number => $"line {number * 7919 % 100_003}").ToList();
        Pack("log.gz", string.Join('\n', lines));
        var whole = File.ReadAllBytes(PathOf("log.gz"));

        foreach (var cut in new[] { 0, 1, 5, 10, 11, whole.Length / 3, whole.Length / 2, whole.Length - 9, whole.Length - 1 })
        {
            File.WriteAllBytes(PathOf("log.gz"), whole[..cut]);
            var read = ResultsReader.Open(directory.Path).LogLines("log.gz").ToList();
            Assert.That(read.SkipLast(1), Is.EqualTo(lines.Take(Math.Max(0, read.Count - 1))), $"cut at {cut} of {whole.Length}");
        }
    }

    [Test]
    public void A_list_of_tests_reads_back_as_itself()
    {
        Write();
        var tests = Enumerable.Range(0, 1000).Select(number => Sample.Test with { Name = $"tests::\"{number}\"\n", Output = null }).ToList();
        TestListFile.Write(PathOf("logs/memchr/llvm/tests.jsonl.gz"), tests);

        var reader = ResultsReader.Open(directory.Path);

        Assert.That(reader.Tests(Sample.Leg() with { TestList = "logs/memchr/llvm/tests.jsonl.gz" }), Is.EqualTo(tests));
        Assert.That(reader.Tests(Sample.Leg() with { TestList = null }), Is.Empty);
    }

    [Test]
    public void Logs_lie_where_the_design_says() =>
        Assert.That(
            new[]
            {
                ResultsPaths.Log("memchr", LegName.Cranelift, Phase.TestBuild),
                ResultsPaths.Log("memchr", LegName.Llvm, Phase.Test, attempt: 2),
                ResultsPaths.Tests("memchr", LegName.Llvm),
                ResultsPaths.PrepareLog("memchr"),
                ResultsPaths.LockFile("memchr"),
            },
            Is.EqualTo(new[]
            {
                "logs/memchr/cranelift/test-build.log.gz",
                "logs/memchr/llvm/test.2.log.gz",
                "logs/memchr/llvm/tests.jsonl.gz",
                "logs/memchr/prepare.log.gz",
                "logs/memchr/Cargo.lock",
            }));

    private string PathOf(string file) => Path.Combine(directory.Path, file);

    private void Write(params LegResult[] legs)
    {
        using var writer = ResultsWriter.Create(directory.Path, Sample.Manifest);
        foreach (var leg in legs)
            writer.Append(leg);
    }

    private void Pack(string file, string text)
    {
        using var stream = new GZipStream(File.Create(PathOf(file)), CompressionLevel.Fastest);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
