using Matrix.Report.Rendering;
using Spectre.Console;

namespace Matrix.Report.Diff;

/// <summary>From two sweeps to what is otherwise in the second.</summary>
internal sealed class DiffRun(Templates templates, TextWriter output, IAnsiConsole console)
{
    public Comparison Execute(DiffRequest request, CancellationToken cancellation)
    {
        var before = DiffInputReader.Read(request.Old);
        cancellation.ThrowIfCancellationRequested();
        var now = DiffInputReader.Read(request.New);
        cancellation.ThrowIfCancellationRequested();

        var comparison = Comparison.Of(before, now);
        var page = DiffPageBuilder.Of(comparison, request.All);

        if (request.Markdown is { } file)
            DiffMarkdown.Write(DiffMarkdown.Of(page, templates), file, output);
        if (request.Markdown != DiffMarkdown.StandardOutput)
            DiffTable.Print(page, console);
        return comparison;
    }
}

/// <param name="Old">A results directory, a folder that holds several of one sweep, or a history file.</param>
/// <param name="New">As above.</param>
/// <param name="Markdown">A file, or <c>-</c> for standard output, which then gets nothing else; null for none.</param>
/// <param name="All">Every line, not only the first ones of a kind.</param>
internal sealed record DiffRequest(string Old, string New, string? Markdown, bool All);
