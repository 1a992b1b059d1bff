namespace Matrix.Terminal;

/// <summary>English nouns that take an s.</summary>
public static class Plural
{
    /// <summary><c>crate</c> of one, <c>crates</c> of any other number.</summary>
    public static string Of(int number, string noun) => number == 1 ? noun : $"{noun}s";

    /// <summary>With its number: <c>1 crate</c>, <c>2825 crates</c>.</summary>
    public static string Count(int number, string noun) => $"{number} {Of(number, noun)}";
}
