using System.Globalization;
using Matrix.Results;

namespace Matrix.Runner.Crates;

/// <summary>One of the parts that a sweep is divided into; the first is 1.</summary>
internal sealed record Shard(int Index, int Count)
{
    public static Shard Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && Number(parts[0]) is { } index && Number(parts[1]) is { } count && index <= count
            ? new Shard(index, count)
            : throw new MatrixException(
                ExitCode.Usage, $"'{text}' is not a shard", "write the part and the number of parts, like --shard 2/4; the first part is 1");
    }

    public override string ToString() => $"{Index}/{Count}";

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
