using System.Globalization;
using Matrix.Yaml;

namespace Matrix.Runner.Crates;

/// <summary><c>checkout</c> of an entry: how much of the repository comes along.</summary>
internal static class CheckoutReader
{
    private const string Lengths = "full or a number of commits";

    private static readonly string[] Keys = ["tags", "history", "submodules"];

    public static CheckoutDepth Read(YamlValue value, CheckoutDepth defaults)
    {
        if (value.Mapping(Keys) is not { } checkout)
            return defaults;

        var tags = checkout.Find("tags")?.Flag();
        return new CheckoutDepth(
            // A tag to which no history leads describes nothing.
            checkout.Find("history") is { } history ? History(history) : tags == true ? null : defaults.History,
            tags ?? defaults.Tags,
            checkout.Find("submodules")?.Flag() ?? defaults.Submodules);
    }

    private static int? History(YamlValue value)
    {
        if (value.Scalar(Lengths)?.Text is not { } text || text == "full")
            return null;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var commits) && commits > 0
            ? commits
            : value.Refuse<int>($"must be {Lengths}, not {Quoted.Of(text)}");
    }
}
