using System.Text;
using Matrix.Report.Model;

namespace Matrix.Report.Rendering;

/// <summary>The report in Markdown, small enough for the summary of a GitHub Actions step.</summary>
internal sealed record SummaryFile(ReportModel Report)
{
    /// <summary>GitHub refuses a step's summary that is larger than 1 MiB.</summary>
    public const int MostBytes = 1024 * 1024 - 4096;

    private const int MostCrates = 200;
    private const int MostIntrinsics = 15;

    public IReadOnlyList<SummaryRow> Crates { get; } = [.. NotCompatible(Report).Take(MostCrates).Select(SummaryRow.Of)];

    public int MoreCrates { get; } = Math.Max(0, NotCompatible(Report).Count() - MostCrates);

    public IReadOnlyList<LedgerRow> Ledger { get; } = [.. Report.Ledger.Take(MostIntrinsics)];

    public int MoreIntrinsics { get; } = Math.Max(0, Report.Ledger.Count - MostIntrinsics);

    public void Write(Templates templates, TextWriter output)
    {
        using var text = new StringWriter();
        templates.Render("summary.md", this, text);
        output.Write(Fit(text.ToString()));
    }

    private static IEnumerable<CrateRow> NotCompatible(ReportModel report) =>
        report.Crates.Where(crate => crate.Badge.Name != "compatible" || crate.Expectation is not null);

    private static string Fit(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MostBytes)
            return text;

        // No character of UTF-16 has more than three bytes.
        var end = text.LastIndexOf('\n', MostBytes / 3);
        return $"{text[..(end + 1)]}\nThe rest is left out, for GitHub shows no more than 1 MiB; `index.html` has all of it.\n";
    }
}

/// <summary>A crate in the summary, with texts cut to what a table can hold.</summary>
internal sealed record SummaryRow(CrateRow Crate, string Name, string Why, string Reason, string Differs)
{
    private const int LongestName = 80;
    private const int LongestText = 300;

    public static SummaryRow Of(CrateRow crate) => new(
        crate,
        Words.Cut(crate.Name, LongestName),
        Words.Cut(string.Join("; ", crate.Causes.Select(Cause)), LongestText),
        Words.Cut(crate.Reason, LongestText),
        crate.Difference.Count == 0 ? crate.Difference.Words : Words.Cut($"{crate.Difference.Words}: {crate.Difference.First}", LongestText));

    private static string Cause(CauseRow cause) => cause.Count.Length == 0 ? cause.Label : $"{cause.Label} ({cause.Count})";
}
