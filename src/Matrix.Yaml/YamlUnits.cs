using System.Globalization;
using System.Text.RegularExpressions;

namespace Matrix.Yaml;

/// <summary>Numbers with a unit: a time is in seconds and a size in bytes unless it says otherwise.</summary>
internal static partial class YamlUnits
{
    private static readonly Dictionary<string, double> Times = new() { [""] = 1, ["s"] = 1, ["m"] = 60, ["h"] = 3600 };

    private static readonly Dictionary<string, double> Sizes =
        new() { [""] = 1, ["KiB"] = 1L << 10, ["MiB"] = 1L << 20, ["GiB"] = 1L << 30, ["TiB"] = 1L << 40 };

    /// <summary>From one second to a day: <c>900</c>, <c>90s</c>, <c>15m</c>, <c>2h</c>.</summary>
    public static TimeSpan? Duration(this YamlValue value)
    {
        if (value.Scalar("a time")?.Text is not { } text)
            return null;

        if (Measure(text, Times) is not { } seconds)
            return value.Refuse<TimeSpan>($"must be seconds, or a time like 90s, 15m or 2h, not {Quoted.Of(text)}");

        var isSensible = seconds is >= 1 and <= 24 * 3600;
        return isSensible ? TimeSpan.FromSeconds(seconds) : value.Refuse<TimeSpan>($"must be from 1s to 24h, not {Quoted.Bare(text)}");
    }

    /// <summary>At least a mebibyte: <c>1048576</c>, <c>512MiB</c>, <c>4GiB</c>.</summary>
    public static long? Bytes(this YamlValue value)
    {
        if (value.Scalar("a size")?.Text is not { } text)
            return null;

        if (Measure(text, Sizes) is not { } bytes)
            return value.Refuse<long>($"must be bytes, or a size like 512MiB or 4GiB, not {Quoted.Of(text)}");

        var isSensible = bytes is >= 1L << 20 and <= 1L << 50;
        return isSensible ? (long)bytes : value.Refuse<long>($"must be from 1MiB to 1024TiB, not {Quoted.Bare(text)}");
    }

    private static double? Measure(string text, Dictionary<string, double> units)
    {
        var match = NumberWithUnit.Match(text);
        return match.Success && units.TryGetValue(match.Groups["unit"].Value, out var unit)
            ? double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * unit
            : null;
    }

    [GeneratedRegex(@"^(?<number>[0-9]+(\.[0-9]+)?)(?<unit>[A-Za-z]*)\z")]
    private static partial Regex NumberWithUnit { get; }
}
