using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.Results.Tests.Storage;

public sealed class ResultsWriterTests
{
    private TemporaryDirectory directory = null!;

    [SetUp]
    public void MakeDirectory() => directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    [Test]
    public void A_line_can_be_read_as_soon_as_it_is_appended()
    {
        using var writer = ResultsWriter.Create(directory.Path, Sample.Manifest);
        writer.Append(Sample.Leg());
        writer.Append(Sample.Verdict());
        writer.Append([Sample.Ledger, Sample.Ledger]);
        writer.Append(Sample.Speed());

        var reader = ResultsReader.Open(directory.Path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Legs().Single().Units.Wrong, Is.EqualTo(new[] { "memchr 1.0.0 memchr" }));
            Assert.That(reader.Verdicts().Single().MainCause!.Subclass, Is.EqualTo("llvm.x"));
            Assert.That(reader.Ledger().Select(entry => entry.Intrinsic), Is.EqualTo(new[] { "llvm.x", "llvm.x" }));
            Assert.That(reader.Speed().Single().Rounds.Single().Baseline, Is.EqualTo(new BuildSeconds(2, 1.5)));
            Assert.That(reader.CutOffLines, Is.Zero);
            Assert.That(Text(ResultsPaths.Legs), Does.EndWith("}\n"));
        }
    }

    [Test]
    public void Lines_of_several_threads_do_not_mix()
    {
        using var writer = ResultsWriter.Create(directory.Path, Sample.Manifest);

        Parallel.For(0, 200, number => writer.Append(Sample.Leg($"crate-{number}")));

        Assert.That(
            ResultsReader.Open(directory.Path).Legs().Select(leg => leg.Crate), Is.EquivalentTo(Enumerable.Range(0, 200).Select(number => $"crate-{number}")));
    }

    [Test]
    public void A_second_writer_is_refused()
    {
        using var writer = ResultsWriter.Create(directory.Path, Sample.Manifest);

        var error = Assert.Throws<MatrixException>(() => ResultsWriter.Resume(directory.Path, Sample.Manifest).Dispose());

        Assert.That(error.Message, Is.EqualTo($"{directory.Path} is being written to by another process"));
        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.Usage));
    }

    [Test]
    public void A_directory_with_results_is_not_written_over()
    {
        ResultsWriter.Create(directory.Path, Sample.Manifest).Dispose();

        var error = Assert.Throws<MatrixException>(() => ResultsWriter.Create(directory.Path, Sample.Manifest).Dispose());

        Assert.That(error.Message, Is.EqualTo($"{directory.Path} already holds the results of a run"));
        Assert.That(error.Hint, Does.Contain("--resume"));
        Assert.That(() => ResultsWriter.Resume(directory.Path, Sample.Manifest).Dispose(), Throws.Nothing, "the refusal leaves no lock behind");
    }

    [Test]
    public void A_place_that_is_no_directory_is_refused()
    {
        var file = directory.File("file", "");

        Assert.That(() => ResultsWriter.Create(file, Sample.Manifest), Throws.InstanceOf<MatrixException>().With.Message.Contains("cannot be written to"));
    }

    [Test]
    public void A_run_that_is_not_there_cannot_be_resumed() =>
        Assert.That(
            () => ResultsWriter.Resume(Path.Combine(directory.Path, "nowhere"), Sample.Manifest),
            Throws.InstanceOf<MatrixException>().With.Message.Contains("cannot be written to"));

    [Test]
    public void Resuming_takes_away_a_line_that_was_cut_off_and_goes_on()
    {
        using (var writer = ResultsWriter.Create(directory.Path, Sample.Manifest))
            writer.Append(Sample.Leg("first"));
        File.AppendAllText(PathOf(ResultsPaths.Legs), """{"crate":"cut""");

        using (var writer = ResultsWriter.Resume(directory.Path, Sample.Manifest with { Resumed = 2 }))
            writer.Append(Sample.Leg("second"));

        var reader = ResultsReader.Open(directory.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Legs().Select(leg => leg.Crate), Is.EqualTo(new[] { "first", "second" }));
            Assert.That(reader.CutOffLines, Is.Zero);
            Assert.That(reader.Manifest.Resumed, Is.EqualTo(2));
        }
    }

    [Test]
    public void What_a_power_off_left_of_lines_that_were_not_on_the_disk_is_passed_over_and_told()
    {
        using (var writer = ResultsWriter.Create(directory.Path, Sample.Manifest))
        {
            writer.Append(Sample.Leg("first"));
            writer.Append(Sample.Verdict());
        }

        File.AppendAllBytes(PathOf(ResultsPaths.Legs), [.. "{\"crate\":"u8, .. new byte[5000], .. "}\n"u8, .. new byte[100]]);
        File.AppendAllBytes(PathOf(ResultsPaths.Verdicts), new byte[100]);
        using (var writer = ResultsWriter.Resume(directory.Path, Sample.Manifest))
            writer.Append(Sample.Leg("second"));

        var reader = ResultsReader.Open(directory.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Legs().Select(leg => leg.Crate), Is.EqualTo(new[] { "first", "second" }));
            Assert.That(reader.IndexLegs().Of("second"), Has.Count.EqualTo(1));
            Assert.That(reader.Verdicts().Count(), Is.EqualTo(1));
            Assert.That(reader.CutOffLines, Is.EqualTo(1), "legs.jsonl has a lost line");
        }
    }

    [Test]
    public void The_ledger_of_a_crate_that_was_not_judged_goes_for_it_will_be_written_again()
    {
        using (var writer = ResultsWriter.Create(directory.Path, Sample.Manifest))
        {
            writer.Append([Sample.Ledger]);
            writer.Append(Sample.Verdict() with { Crate = Sample.Ledger.Crate });
            writer.Append([Sample.Ledger with { Crate = "unjudged" }]);
        }

        ResultsWriter.Resume(directory.Path, Sample.Manifest).Dispose();

        Assert.That(ResultsReader.Open(directory.Path).Ledger().Select(entry => entry.Crate), Is.EqualTo(new[] { Sample.Ledger.Crate }));
    }

    [Test]
    public void A_run_that_was_killed_before_it_had_written_anything_is_told_from_one_that_is_not_there()
    {
        Assert.That(ResultsWriter.IsUnbegun(Path.Combine(directory.Path, "nowhere")), Is.False);

        directory.File(ResultsPaths.Lock, "");
        directory.File("run.json.partial", "{");
        Assert.That(ResultsWriter.IsUnbegun(directory.Path), Is.True);

        directory.File("letter.txt", "");
        Assert.That(ResultsWriter.IsUnbegun(directory.Path), Is.False, "that is no results directory");
    }

    [Test]
    public void The_manifest_is_replaced_in_one_step()
    {
        using var writer = ResultsWriter.Create(directory.Path, Sample.Manifest with { End = null });
        writer.Save(Sample.Manifest);

        Assert.That(ResultsReader.Open(directory.Path).Manifest.End, Is.EqualTo(Sample.Manifest.End));
        Assert.That(writer.Manifest, Is.SameAs(Sample.Manifest));
        Assert.That(Directory.GetFiles(directory.Path).Select(Path.GetFileName), Has.None.Contain("partial"));
    }

    private string PathOf(string file) => Path.Combine(directory.Path, file);

    private string Text(string file)
    {
        using var reader = new StreamReader(new FileStream(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
