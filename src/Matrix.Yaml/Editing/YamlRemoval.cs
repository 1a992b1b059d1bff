namespace Matrix.Yaml.Editing;

/// <summary>Takes parts out of a list or a mapping; what is left stays as it was written.</summary>
/// <param name="parts">Every item from its dash, or every pair, in order.</param>
/// <param name="isGone">Not so for all parts.</param>
internal sealed class YamlRemoval(TextLines lines, IReadOnlyList<YamlSpan> parts, Func<int, bool> isGone)
{
    /// <summary>Each on lines of its own, but the first may share its line with the dash of an item above.</summary>
    public IEnumerable<TextEdit> FromBlock()
    {
        var first = 0;
        if (isGone(0) && !lines.IsFirstOnLine(parts[0].Start))
        {
            first = FirstKept();
            yield return TextEdit.Remove(parts[0].Start, parts[first].Start);
        }

        for (var part = first; part < parts.Count; part++)
        {
            if (isGone(part))
                yield return TextEdit.Remove(lines.Start(parts[part].Start), lines.Next(parts[part].End));
        }
    }

    /// <summary>With commas between them.</summary>
    public IEnumerable<TextEdit> FromFlow()
    {
        for (var from = 0; from < parts.Count; from++)
        {
            if (!isGone(from))
                continue;

            var to = from;
            while (to + 1 < parts.Count && isGone(to + 1))
                to++;

            yield return Run(from, to);
            from = to;
        }
    }

    private int FirstKept() => Enumerable.Range(0, parts.Count).First(part => !isGone(part));

    /// <summary>With the comma before or after it, whichever leaves the line breaks and comments of the others alone.</summary>
    private TextEdit Run(int from, int to)
    {
        var isLast = to + 1 == parts.Count;
        if (from > 0 && !lines.HaveComment(parts[from - 1].End, parts[from].Start) && (isLast || !lines.HaveBreak(parts[from - 1].End, parts[from].Start)))
            return TextEdit.Remove(parts[from - 1].End, parts[to].End);

        // A comma may stand before the closing bracket.
        return TextEdit.Remove(parts[from].Start, isLast ? parts[to].End : parts[to + 1].Start);
    }
}
