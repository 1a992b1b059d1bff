namespace Matrix.Report.Issues.Apply;

/// <summary>What becomes of a text, line by line, as <c>diff -u</c> shows it.</summary>
internal static class LineDiff
{
    private const int Context = 2;

    public static IEnumerable<string> Of(string before, string after)
    {
        var lines = Lines(Split(before), Split(after));
        var near = Enumerable.Range(0, lines.Count).Where(index => lines[index].Mark != ' ').SelectMany(index => Enumerable.Range(index - Context, (2 * Context) + 1)).ToHashSet();
        for (var index = 0; index < lines.Count; index++)
        {
            if (!near.Contains(index))
                continue;
            if (index > 0 && !near.Contains(index - 1))
                yield return "  …";
            yield return $"{lines[index].Mark} {lines[index].Text}";
        }
    }

    private static string[] Split(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    // Most of a body stays, and what people wrote below it may be long: only what lies between the first difference and the last is compared.
    private static List<(char Mark, string Text)> Lines(string[] before, string[] after)
    {
        var head = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var tail = before.Skip(head).Reverse().Zip(after.Skip(head).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return [.. before.Take(head).Select(Same), .. Between(before[head..^tail], after[head..^tail]), .. before.TakeLast(tail).Select(Same)];
    }

    // The longest common subsequence.
    private static List<(char Mark, string Text)> Between(string[] before, string[] after)
    {
        int[][] common = [.. Enumerable.Range(0, before.Length + 1).Select(_ => new int[after.Length + 1])];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                common[i][j] = before[i] == after[j] ? common[i + 1][j + 1] + 1 : Math.Max(common[i + 1][j], common[i][j + 1]);
        }

        var (lines, from, to) = (new List<(char, string)>(), 0, 0);
        while (from < before.Length || to < after.Length)
        {
            if (from < before.Length && to < after.Length && before[from] == after[to])
            {
                lines.Add(Same(before[from]));
                (from, to) = (from + 1, to + 1);
            }
            else if (to == after.Length || (from < before.Length && common[from + 1][to] >= common[from][to + 1]))
                lines.Add(('-', before[from++]));
            else
                lines.Add(('+', after[to++]));
        }

        return lines;
    }

    private static (char Mark, string Text) Same(string line) => (' ', line);
}
