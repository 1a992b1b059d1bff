using System.Globalization;
using System.Xml;
using Matrix.Report.Escaping;
using Matrix.Report.Pages;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Exports;

/// <summary>One suite a platform, one case a crate, in the XML that continuous integration systems read.</summary>
internal static class JunitFile
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n" };

    public static void Write(ReportFacts facts, TextWriter output)
    {
        using var xml = XmlWriter.Create(output, Settings);
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "Cranelift Matrix");
        foreach (var platform in facts.Sweep.Platforms)
            Suite(platform, facts, xml);

        xml.WriteEndElement();
    }

    private static void Suite(string platform, ReportFacts facts, XmlWriter xml)
    {
        var results = facts.Sweep.Crates.Select(crate => crate.On(platform)).OfType<PlatformResult>().ToList();
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Text(platform));
        xml.WriteAttributeString("tests", $"{results.Count}");
        xml.WriteAttributeString("failures", $"{results.Count(result => result.Standing == Standing.Fails)}");
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", $"{results.Count(result => result.Standing == Standing.Unsaid)}");
        xml.WriteAttributeString("time", Seconds(results.Sum(result => result.Verdict.Seconds)));
        xml.WriteAttributeString("timestamp", facts.Sweep.RunsOn(platform).Min(run => run.Manifest.Start).UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
        foreach (var result in results)
            Case(result, xml);

        xml.WriteEndElement();
    }

    private static void Case(PlatformResult result, XmlWriter xml)
    {
        var verdict = result.Verdict;
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", Text(verdict.Crate));
        xml.WriteAttributeString("classname", Text(result.Platform));
        xml.WriteAttributeString("time", Seconds(verdict.Seconds));
        if (result.Standing == Standing.Fails)
            Failure(verdict, xml);
        else if (result.Standing == Standing.Unsaid)
            Skipped(verdict, xml);

        xml.WriteEndElement();
    }

    private static void Failure(Verdict verdict, XmlWriter xml)
    {
        xml.WriteStartElement("failure");
        xml.WriteAttributeString("message", Text(verdict.Reason));
        xml.WriteAttributeString("type", verdict.MainCause is { } cause ? Text(Matrix.Report.History.CauseKey.LabelOf(cause.Class, cause.Subclass)) : WireName.Of(verdict.Kind));
        xml.WriteString(Text(string.Join('\n', verdict.Causes.SelectMany(each => each.Evidence.Take(3)).Select(evidence => $"{evidence.Log}:{evidence.Line}: {evidence.Text}"))));
        xml.WriteEndElement();
    }

    private static void Skipped(Verdict verdict, XmlWriter xml)
    {
        xml.WriteStartElement("skipped");
        xml.WriteAttributeString("message", Text($"{WireName.Of(verdict.Kind)}: {verdict.Reason}"));
        xml.WriteEndElement();
    }

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    // XML knows no way to write some characters, and half of a pair is none.
    private static string Text(string text) => string.Concat(VisibleText.Of(text).EnumerateRunes().Select(rune => rune.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString()));
}
