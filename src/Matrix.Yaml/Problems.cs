using Matrix.Results;

namespace Matrix.Yaml;

/// <summary>Everything that is wrong with one file, told in one go.</summary>
internal sealed class Problems(string file, string hint)
{
    private const int MostShown = 50;

    private readonly List<(int Line, string Text)> shown = [];
    private long count;

    public bool Any => count > 0;

    public void Add(int line, string text)
    {
        count++;
        if (shown.Count < MostShown)
            shown.Add((line, text));
    }

    /// <summary>Adds what makes reading on impossible.</summary>
    public MatrixException Fatal(int line, string text)
    {
        count++;
        shown.Add((line, text));
        return Told();
    }

    public void ThrowIfAny()
    {
        if (Any)
            throw Told();
    }

    private MatrixException Told()
    {
        var lines = shown.OrderBy(problem => problem.Line).Select(problem => $"{file}:{problem.Line}: {problem.Text}");
        var rest = count - shown.Count;
        return new MatrixException(
            ExitCode.Usage, string.Join('\n', rest > 0 ? lines.Append($"{file}: and {rest} more") : lines), hint);
    }
}
