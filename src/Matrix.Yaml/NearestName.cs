namespace Matrix.Yaml;

/// <summary>What somebody who mistyped a name most likely meant.</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary><c>; did you mean 'timeout'?</c>, or nothing where no name is close.</summary>
    public static string Suggestion(string mistyped, IEnumerable<string> known) =>
        Of(mistyped, known) is { } name ? $"; did you mean '{name}'?" : "";

    public static string? Of(string mistyped, IEnumerable<string> known)
    {
        if (mistyped.Length is 0 or > LongestName)
            return null;

        var (nearest, least) = ((string?)null, Math.Max(1, mistyped.Length / 3) + 1);
        foreach (var name in known)
        {
            if (Math.Abs(name.Length - mistyped.Length) < least && Distance(mistyped, name) is var distance && distance < least)
                (nearest, least) = (name, distance);
        }

        return nearest;
    }

    /// <summary>How many letters to insert, remove, replace or swap with their neighbour; case is free.</summary>
    private static int Distance(string left, string right)
    {
        var (beforeLast, last, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var column = 0; column <= right.Length; column++)
            row[column] = column;

        for (var line = 1; line <= left.Length; line++)
        {
            (beforeLast, last, row) = (last, row, beforeLast);
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var cost = Same(left[line - 1], right[column - 1]) ? 0 : 1;
                row[column] = Math.Min(Math.Min(row[column - 1], last[column]) + 1, last[column - 1] + cost);
                var isSwap = line > 1 && column > 1 && Same(left[line - 1], right[column - 2]) && Same(left[line - 2], right[column - 1]);
                if (isSwap)
                    row[column] = Math.Min(row[column], beforeLast[column - 2] + 1);
            }
        }

        return row[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
