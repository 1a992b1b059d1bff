using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.Results.Tests.Storage;

public sealed class LegIndexTests
{
    private static readonly string[] HostileNames =
        ["", " ", "..", "../../x", "<script>\"'&amp;</script>", "bell\u0007-nul\0-\u001b[31m", "line\nbreak\r\n\u2028\u0085", "\u202Edlrow\u202C 🦀 e\u0301", "\\u0061 \\\" {\"crate\":\"other\"}", new('x', 100_000)];

    private TemporaryDirectory directory = null!;

    private string File => Path.Combine(directory.Path, ResultsPaths.Legs);

    [SetUp]
    public void MakeDirectory()
    {
        directory = new TemporaryDirectory();
        ResultsWriter.Create(directory.Path, Sample.Manifest).Dispose();
    }

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    [Test]
    public void Any_legs_are_the_same_as_those_that_are_read_one_after_the_other()
    {
        var legs =
            from crate in Gen.OneOf(Gen.Elements("a", "b", "c"), Gen.Elements(HostileNames))
            from leg in Gen.Elements("llvm", "cranelift", "cranelift-abort", "llvm-without-lto")
            from attempt in Gen.Choose(1, 3)
            from profile in Gen.Elements("lto=fat", "opt-level=3")
            select Sample.Leg(crate) with { Leg = LegName.Parse(leg), Attempt = attempt, Profile = [profile] };

        Prop.ForAll(
            legs.ArrayOf().ToArbitrary(),
            written =>
            {
                System.IO.File.WriteAllBytes(File, []);
                Append(written);
                var reader = ResultsReader.Open(directory.Path);
                var index = reader.IndexLegs();
                foreach (var crate in reader.Legs().GroupBy(leg => leg.Crate))
                {
                    Assert.That(index.Of(crate.Key).Select(Text), Is.EqualTo(EffectiveLegs.Of(crate).Select(Outline).Select(Text)));
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Test]
    public void Of_a_leg_that_was_done_again_the_last_counts()
    {
        Append(Leg("a", 1, 10), Leg("b", 1, 20), Leg("a", 2, 30), Leg("a", 1, 40));

        Assert.That(Index().Of("a").Select(leg => (leg.Attempt, leg.Seconds)), Is.EqualTo(new[] { (1, 40.0), (2, 30.0) }));
    }

    [TestCaseSource(nameof(HostileNames))]
    public void A_crate_may_be_called_anything(string name)
    {
        Append(Leg("before", 1, 1), Leg(name, 1, 2), Leg("other", 1, 3));

        Assert.That(Index().Of(name).Select(leg => (leg.Crate, leg.Seconds)), Is.EqualTo(new[] { (name, 2.0) }));
    }

    [Test]
    public void A_crate_that_has_no_legs_has_none()
    {
        Append(Leg("a", 1, 1));

        Assert.That(Index().Of("A"), Is.Empty);
        System.IO.File.Delete(File);
        Assert.That(Index().Of("a"), Is.Empty);
    }

    [Test]
    public void Only_the_name_of_the_leg_itself_counts()
    {
        Write("""{"x":{"crate":"inner"},"\u0063rate":"\u0061","leg":"llvm","attempt":1,"outcome":{"kind":"passed","crate":"inner"},"crates":"c","Crate":"d"}""" + "\n");

        Assert.That(Index().Of("a"), Has.Count.EqualTo(1));
        Assert.That(Index().Of("inner"), Is.Empty);
    }

    [Test]
    public void Of_a_line_that_names_its_crate_twice_the_same_name_counts_as_in_the_leg()
    {
        Write("""{"crate":"a","leg":"llvm","outcome":{"kind":"passed"},"crate":"b"}""" + "\n");

        Assert.That(ResultsReader.Open(directory.Path).Legs().Single().Crate, Is.EqualTo("b"));
        Assert.That((Index().Of("a").Count, Index().Of("b").Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public void Cutting_the_file_anywhere_loses_at_most_its_last_line()
    {
        Append(Leg("a", 1, 1), Leg("b", 1, 2), Leg("a", 2, 3));
        var whole = System.IO.File.ReadAllBytes(File);

        Prop.ForAll(
            Gen.Choose(0, whole.Length).ToArbitrary(),
            cut =>
            {
                System.IO.File.WriteAllBytes(File, whole[..cut]);
                var reader = ResultsReader.Open(directory.Path);
                var index = reader.IndexLegs();
                var lines = whole[..cut].Count(character => character == (byte)'\n');

                Assert.That(index.Of("a").Count + index.Of("b").Count, Is.EqualTo(lines));
                Assert.That(reader.CutOffLines, Is.EqualTo(cut == 0 || whole[cut - 1] == '\n' ? 0 : 1));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [TestCase("{\"crate\":")]
    [TestCase("{\"crate\":\"a\",\"leg\":\"llv")]
    [TestCase("{\"crate\":\"a\"} {}")]
    [TestCase("{\"crate\":7}")]
    [TestCase("{\"crate\":null}")]
    [TestCase("{\"crate\":{\"crate\":\"a\"}}")]
    [TestCase("{\"crate\":\"\\ud800\"}")]
    [TestCase("{}")]
    [TestCase("[{\"crate\":\"a\"}]")]
    [TestCase("null")]
    [TestCase(" ")]
    public void A_damaged_line_is_told_with_its_place_at_once(string damaged)
    {
        Append(Leg("a", 1, 1));
        Write(damaged + "\n");
        Append(Leg("c", 1, 1));

        AssertTold(() => Index());
    }

    [TestCase("""{"crate":"a","leg":"GCC","outcome":{"kind":"passed"}}""")]
    [TestCase("""{"crate":"a","leg":"llvm","outcome":{"kind":"won"}}""")]
    [TestCase("""{"crate":"a"}""")]
    public void A_line_that_is_no_leg_is_told_with_its_place_when_its_crate_is_asked_for(string line)
    {
        Append(Leg("b", 1, 1));
        Write(line + "\n");
        var index = Index();

        AssertTold(() => index.Of("a"));
        Assert.That(index.Of("b"), Has.Count.EqualTo(1));
    }

    [Test]
    public void Empty_lines_are_passed_over_and_counted()
    {
        Write("\n");
        Append(Leg("a", 1, 1));
        Assert.That(Index().Of("a"), Has.Count.EqualTo(1));

        System.IO.File.WriteAllText(File, "\n");
        Write("{}\n");
        AssertTold(() => Index());
    }

    [Test]
    public void A_file_that_grows_holds_what_it_held_when_it_was_indexed()
    {
        using var writer = ResultsWriter.Resume(directory.Path, Sample.Manifest);
        writer.Append(Leg("a", 1, 1));
        var index = Index();
        writer.Append(Leg("a", 2, 2));
        writer.Append(Leg("b", 1, 3));

        Assert.That((index.Of("a").Count, index.Of("b").Count), Is.EqualTo((1, 0)));
        Assert.That((Index().Of("a").Count, Index().Of("b").Count), Is.EqualTo((2, 1)));
    }

    [Test]
    public void A_file_that_has_become_shorter_or_is_gone_is_told()
    {
        Append(Leg("b", 1, 1), Leg("a", 1, 1));
        var index = Index();

        using (var file = System.IO.File.OpenWrite(File))
            file.SetLength(file.Length - 1 - Line(Leg("a", 1, 1)).Length / 2);
        AssertTold(() => index.Of("a"));

        System.IO.File.Delete(File);
        AssertTold(() => index.Of("a"));
    }

    [Test]
    public void Crates_are_read_from_several_threads()
    {
        Append([.. Enumerable.Range(0, 2000).Select(number => Leg($"crate-{number % 100}", (number / 100) + 1, number))]);
        var index = Index();

        Parallel.For(0, 1000, number =>
        {
            var legs = index.Of($"crate-{number % 100}");
            Assert.That(legs.Select(leg => leg.Seconds), Is.EqualTo(Enumerable.Range(0, 20).Select(attempt => (attempt * 100.0) + (number % 100))));
        });
    }

    private static LegResult Leg(string crate, int attempt, double seconds) => Sample.Leg(crate) with { Attempt = attempt, Seconds = seconds };

    private static string Line(LegResult leg) => JsonSerializer.Serialize(leg, ResultsJson.Default.LegResult);

    private static string Text(LegResult leg) => Line(leg);

    private LegIndex Index() => ResultsReader.Open(directory.Path).IndexLegs();

    private void Write(string text) => System.IO.File.AppendAllText(File, text);

    private void Append(params LegResult[] legs) => Write(string.Concat(legs.Select(leg => Line(leg) + "\n")));

    private void AssertTold(Action read) =>
        Assert.That(read, Throws.InstanceOf<MatrixException>().With.Message.StartsWith($"{File}:2: ").And.Property("ExitCode").EqualTo(ExitCode.Usage));

    private static LegResult Outline(LegResult leg) => leg with
    {
        Targets = [],
        FailedTests = [],
        Observations = [],
        Phases = [.. leg.Phases.Select(phase => phase with { Command = [], Messages = [] })],
    };
}
