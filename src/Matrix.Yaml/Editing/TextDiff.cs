namespace Matrix.Yaml.Editing;

/// <summary>What edits do to a text, line by line, as <c>diff -u</c> shows it.</summary>
internal static class TextDiff
{
    private const int Context = 3;

    public static IReadOnlyList<string> Of(string text, IEnumerable<TextEdit> edits)
    {
        var lines = LinesOf(text);
        var (shown, offset) = (new List<string>(), 0);
        foreach (var hunk in Hunks(Changes(text, edits)))
        {
            var start = Math.Max(0, hunk[0].Start - Context);
            var end = Math.Min(lines.Length, hunk[^1].End + Context);
            var grows = hunk.Sum(change => change.New.Length - change.Count);
            shown.Add($"@@ -{start + 1},{end - start} +{start + offset + 1},{end - start + grows} @@");
            offset += grows;
            foreach (var change in hunk)
            {
                shown.AddRange(lines[start..change.Start].Select(line => " " + line));
                shown.AddRange(lines[change.Start..change.End].Select(line => "-" + line));
                shown.AddRange(change.New.Select(line => "+" + line));
                start = change.End;
            }

            shown.AddRange(lines[start..end].Select(line => " " + line));
        }

        return shown;
    }

    private static IEnumerable<List<Change>> Hunks(IEnumerable<Change> changes)
    {
        var hunk = new List<Change>();
        foreach (var change in changes)
        {
            if (hunk.Count > 0 && change.Start - hunk[^1].End > 2 * Context)
            {
                yield return hunk;
                hunk = [];
            }

            hunk.Add(change);
        }

        if (hunk.Count > 0)
            yield return hunk;
    }

    private static IEnumerable<Change> Changes(string text, IEnumerable<TextEdit> edits)
    {
        var lines = new TextLines(text);
        foreach (var group in Groups(lines, edits.InOrder()))
        {
            var (start, end) = (lines.Start(group[0].Span.Start), Reach(lines, group[^1]));
            var after = text[start..end].Edited(group.Select(edit => edit with { Span = new YamlSpan(edit.Span.Start - start, edit.Span.End - start) }));
            if (Change.Between(text.AsSpan(0, start).Count('\n'), LinesOf(text[start..end]), LinesOf(after)) is { } change)
                yield return change;
        }
    }

    /// <summary>Edits that meet on a line, or on lines next to each other, belong together.</summary>
    private static IEnumerable<List<TextEdit>> Groups(TextLines lines, IReadOnlyList<TextEdit> edits)
    {
        var group = new List<TextEdit>();
        foreach (var edit in edits)
        {
            if (group.Count > 0 && lines.Start(edit.Span.Start) > Reach(lines, group[^1]))
            {
                yield return group;
                group = [];
            }

            group.Add(edit);
        }

        if (group.Count > 0)
            yield return group;
    }

    /// <summary>Behind the last line that an edit touches.</summary>
    private static int Reach(TextLines lines, TextEdit edit)
    {
        var isOfWholeLines = edit.Span.End > edit.Span.Start && lines.Column(edit.Span.Start) == 0 && lines.Column(edit.Span.End) == 0;
        return isOfWholeLines ? edit.Span.End : lines.Next(edit.Span.End);
    }

    private static string[] LinesOf(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    /// <param name="Start">The first line that goes, counted from 0.</param>
    private sealed record Change(int Start, int Count, string[] New)
    {
        public int End => Start + Count;

        /// <summary>Without the lines that are the same at both ends.</summary>
        public static Change? Between(int start, ReadOnlySpan<string> old, ReadOnlySpan<string> after)
        {
            var same = old.CommonPrefixLength(after);
            old = old[same..];
            after = after[same..];
            var end = 0;
            while (end < old.Length && end < after.Length && old[^(end + 1)] == after[^(end + 1)])
                end++;

            return old.Length == 0 && after.Length == 0 ? null : new Change(start + same, old.Length - end, after[..^end].ToArray());
        }
    }
}
