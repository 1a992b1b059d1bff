using System.Text;

namespace Matrix.Runner.Rules;

/// <summary>
/// Whether a line holds any of many texts, as Wu and Manber search: the last bytes of a window say how far it can move without passing
/// over a text, so that most bytes of a line are never looked at. The vectorised search of .NET is slower for as many texts as there are rules.
/// </summary>
internal sealed class LiteralSearch
{
    private const int Block = 3;
    private const int LongestWindow = 64;
    private const int TableSize = 1 << 15;

    private readonly byte[] shifts = new byte[TableSize];
    private readonly byte[][][] endings = new byte[TableSize][][];
    private readonly int window;

    /// <param name="literals">ASCII, none shorter than a block.</param>
    public LiteralSearch(IReadOnlyCollection<string> literals)
    {
        window = literals.Select(literal => literal.Length).Append(LongestWindow).Min();
        ArgumentOutOfRangeException.ThrowIfLessThan(window, Block);
        Array.Fill(shifts, (byte)(window - Block + 1));
        foreach (var literal in literals.Select(Encoding.ASCII.GetBytes))
            Add(literal);
    }

    public bool IsIn(ReadOnlySpan<byte> line)
    {
        for (var end = window - 1; end < line.Length;)
        {
            var ending = Hash(line[end - 2], line[end - 1], line[end]);
            var shift = shifts[ending];
            if (shift > 0)
                end += shift;
            else if (BeginsWith(line[(end - window + 1)..], endings[ending]))
                return true;
            else
                end++;
        }

        return false;
    }

    private void Add(byte[] literal)
    {
        for (var end = Block; end <= window; end++)
        {
            var hash = Hash(literal[end - 3], literal[end - 2], literal[end - 1]);
            shifts[hash] = Math.Min(shifts[hash], (byte)(window - end));
            if (end == window)
                endings[hash] = [.. endings[hash] ?? [], literal];
        }
    }

    private static bool BeginsWith(ReadOnlySpan<byte> text, byte[][] literals)
    {
        foreach (var literal in literals)
        {
            if (text.StartsWith(literal))
                return true;
        }

        return false;
    }

    private static int Hash(byte first, byte second, byte third) => (first ^ (second << 5) ^ (third << 10)) & (TableSize - 1);
}
