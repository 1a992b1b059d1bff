using Matrix.Results;

namespace Matrix.Report.Issues.Text;

/// <summary>
/// The body of an issue that is ours, in its parts: the mark at its top, which no page shows; the text that every run writes anew; and what
/// stands below the dividing line, which belongs to people.
/// </summary>
/// <param name="Marker">Null where it cannot be read: somebody broke it.</param>
/// <param name="Problem">Why it cannot be read.</param>
/// <param name="Text">Between mark and dividing line.</param>
/// <param name="HumanText">Below the dividing line; null where there is no such line any more, so nobody knows what is whose.</param>
internal sealed record MarkedBody(IssueMarker? Marker, string? Problem, string Id, string Text, string? HumanText)
{
    public const string Begin = "<!-- cranelift-matrix";
    public const string End = "-->";
    public const string DividingLine = "<!-- cranelift-matrix: all below this line is yours; all above it is written anew with every sweep -->";

    /// <summary>In characters; GitHub refuses longer ones.</summary>
    public const int Longest = 65_536;

    /// <returns>Null where the issue is not ours.</returns>
    public static MarkedBody? Read(string body)
    {
        var text = body.ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin + "\n", StringComparison.Ordinal);
        if (begin < 0 || text.IndexOf("\n" + End, begin, StringComparison.Ordinal) is not (>= 0 and var end))
            return null;

        var written = text[(begin + Begin.Length + 1)..(end + 1)];
        var (mark, problem) = Parse(written);
        var rest = text[Math.Min(text.Length, end + 1 + End.Length)..];
        // Logs may quote it, but never at the start of a line.
        var line = rest.IndexOf("\n" + DividingLine, StringComparison.Ordinal);
        return line < 0
            ? new MarkedBody(mark, problem, IssueMarkerText.IdIn(written), rest.Trim('\n'), null)
            : new MarkedBody(mark, problem, IssueMarkerText.IdIn(written), rest[..line].Trim('\n'), rest[(line + 1 + DividingLine.Length)..]);
    }

    /// <summary>A body from its parts.</summary>
    /// <param name="people">As <see cref="HumanText"/>: kept to the letter.</param>
    public static string Compose(IssueMarker mark, string text, string people) =>
        $"{Begin}\n{IssueMarkerText.Write(mark)}{End}\n\n{text.Trim('\n')}\n\n{DividingLine}{people}";

    /// <summary>A body that shows as much as there is room for beside what people wrote.</summary>
    /// <param name="shown">How much is tried, the most first.</param>
    /// <returns>Null: what people wrote leaves no room.</returns>
    public static string? Fitting(IssueMarker mark, IEnumerable<int> shown, Func<int, string> text, string people) =>
        shown.Select(much => Compose(mark, text(much), people)).FirstOrDefault(body => body.Length <= Longest);

    private static (IssueMarker? Mark, string? Problem) Parse(string written)
    {
        try
        {
            return (IssueMarkerText.Read(written), null);
        }
        catch (MatrixException error)
        {
            return (null, error.Message);
        }
    }
}
