using System.Text;
using Matrix.Report.Rendering;
using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Report.Diff;

/// <summary>The page in Markdown, small enough for a comment on GitHub.</summary>
internal static class DiffMarkdown
{
    public const string StandardOutput = "-";

    /// <summary>GitHub refuses a longer comment.</summary>
    public const int MostCharacters = 65_536;

    // No more rows fit, however short they are.
    private const int MostLines = 2_000;

    private const string CutOff = "\nThe rest is left out, for a comment on GitHub has no more room.\n";

    public static string Of(DiffPage page, Templates templates)
    {
        var text = templates.Text("diff.md", page.Cut(Math.Min(page.Most, MostLines)));
        for (var most = Math.Min(page.Most, MostLines) / 2; text.Length > MostCharacters && most > 0; most /= 2)
            text = templates.Text("diff.md", page.Cut(most) with { IsCutToFit = true });

        return text.Length <= MostCharacters ? text : $"{text[..(text.LastIndexOf('\n', MostCharacters - CutOff.Length - 1) + 1)]}{CutOff}";
    }

    /// <param name="file">Or <see cref="StandardOutput"/>.</param>
    /// <exception cref="MatrixException">The file cannot be written.</exception>
    public static void Write(string text, string file, TextWriter output)
    {
        if (file == StandardOutput)
        {
            output.Write(text);
            return;
        }

        try
        {
            File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception error) when (StorageTrouble.IsOfTheFile(error))
        {
            throw new MatrixException(ExitCode.Usage, $"{file} cannot be written: {error.Message}", "name another file with --markdown, or - for standard output");
        }
    }
}
