using System.Globalization;

namespace Matrix.Results;

public static class NameList
{
    /// <summary>The first ones by name, the others by number.</summary>
    public static string First(IReadOnlyList<string> names, int count)
    {
        var first = string.Join(", ", names.Take(count));
        return names.Count <= count ? first : string.Create(CultureInfo.InvariantCulture, $"{first} and {names.Count - count:#,0} more");
    }
}
