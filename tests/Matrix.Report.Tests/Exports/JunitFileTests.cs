using System.Globalization;
using System.Xml.Linq;
using Matrix.Report.Escaping;
using Matrix.Report.Exports;
using Matrix.Report.Pages;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Exports;

public sealed class JunitFileTests
{
    private ResultsFixture results = null!;
    private ReportFacts facts = null!;

    [OneTimeSetUp]
    public void Report()
    {
        results = new ResultsFixture();
        facts = PopularRun.Write(results).Report().Facts;
    }

    [OneTimeTearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void Its_counts_are_those_of_its_cases()
    {
        using var run = new MultiRun();
        var crates = run.Report().Facts.Sweep.Crates;
        var document = XDocument.Parse(run.Read("junit.xml"));

        Assert.That(document.Root!.Elements("testsuite").Select(suite => (string?)suite.Attribute("name")), Is.EqualTo(MultiRun.Platforms));
        foreach (var suite in document.Root.Elements())
        {
            var here = crates.Select(crate => crate.On((string)suite.Attribute("name")!)).OfType<PlatformResult>().ToList();
            Assert.That(suite.Elements("testcase").Select(each => (string?)each.Attribute("name")), Is.EqualTo(here.Select(result => result.Verdict.Crate)));
            Assert.That((int)suite.Attribute("tests")!, Is.EqualTo(here.Count));
            Assert.That((int)suite.Attribute("failures")!, Is.EqualTo(suite.Elements().Elements("failure").Count()).And.EqualTo(here.Count(result => result.Standing == Standing.Fails)).And.Positive);
            Assert.That((int)suite.Attribute("skipped")!, Is.EqualTo(suite.Elements().Elements("skipped").Count()).And.EqualTo(here.Count(result => result.Standing == Standing.Unsaid)).And.Positive);
            Assert.That((int)suite.Attribute("errors")!, Is.Zero);
            Assert.That((double)suite.Attribute("time")!, Is.EqualTo(suite.Elements("testcase").Sum(each => (double)each.Attribute("time")!)).Within(0.01));
        }
    }

    [Test]
    public void A_failure_says_why_and_shows_its_evidence()
    {
        var suite = XDocument.Parse(results.Read("junit.xml")).Root!.Elements().Single();
        var failure = suite.Elements().Single(each => (string?)each.Attribute("name") == "crc32fast").Element("failure")!;
        var skipped = suite.Elements().Single(each => (string?)each.Attribute("name") == "cudarc").Element("skipped")!;

        Assert.That((string?)failure.Attribute("message"), Is.EqualTo("1 test runs into an intrinsic that the backend replaces with a trap"));
        Assert.That((string?)failure.Attribute("type"), Is.EqualTo("simd-intrinsic / llvm.x86.pclmulqdq.256"));
        Assert.That(failure.Value, Does.StartWith("logs/crc32fast/cranelift/test.log.gz:7502: llvm.x86.pclmulqdq.256 is not yet supported.\n"));
        Assert.That((string?)skipped.Attribute("message"), Is.EqualTo("skipped: needs a GPU"));
        Assert.That((string?)suite.Attribute("timestamp"), Is.EqualTo("2026-10-01T03:00:00"));
    }

    [TestCase("]]><x>&amp;\"'")]
    [TestCase("\0\u0001\u001B[31m\u007F\u0085\r", TestName = "{m}(control characters)")]
    [TestCase("\uFFFE\uFFFFx", TestName = "{m}(what is no character)")]
    [TestCase("🦀\U0010FFFF")]
    [TestCase("")]
    public void A_hostile_name_is_text(string name) => Assert.That(NameReadBack(name), Is.EqualTo(Readable(name)));

    [TestCase(0xD83E, 0x78)]
    [TestCase(0x78, 0xDD80)]
    [TestCase(0xDD80, 0xD83E)]
    public void Half_of_a_pair_is_replaced(int first, int second)
    {
        var name = $"{(char)first}{(char)second}";

        Assert.That(NameReadBack(name), Is.EqualTo(Readable(name)).And.Contain("\uFFFD"));
    }

    [FsCheck.NUnit.Property]
    public bool Every_text_makes_a_file_that_can_be_read(string? text, char[] more)
    {
        var name = $"{text}{new string(more)}";

        return NameReadBack(name) == Readable(name);
    }

    [Test]
    public void Every_character_makes_a_file_that_can_be_read()
    {
        var all = new string([.. Enumerable.Range(0, 0x1_0000).Select(code => (char)code)]);

        Assert.That(NameReadBack(all), Is.EqualTo(Readable(all)));
    }

    // As pages show it; half of a pair, and what XML cannot write, is a replacement character.
    private static string Readable(string name) =>
        string.Concat(VisibleText.Of(name).EnumerateRunes()).Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD');

    private string NameReadBack(string name)
    {
        var any = facts.Sweep.Crates[0].Results[0];
        var cause = Sample.Cause(FailureClass.Crash, name, new Evidence(name, 1, name));
        var verdict = Sample.Verdict(name, VerdictKind.Regressed, name) with { Causes = [cause] };
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        JunitFile.Write(facts with { Sweep = facts.Sweep with { Crates = [new SweptCrate(name, [any with { Verdict = verdict }])] } }, output);

        var read = XDocument.Parse(output.ToString()).Descendants("testcase").Single();
        Assert.That((string?)read.Element("failure")!.Attribute("message"), Is.EqualTo(Readable(name)));
        Assert.That(read.Value, Is.EqualTo(Readable($"{name}:1: {name}")));
        return (string)read.Attribute("name")!;
    }
}
