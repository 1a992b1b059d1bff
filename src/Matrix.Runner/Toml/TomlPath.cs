using System.Collections.Immutable;
using Tomlyn.Syntax;

namespace Matrix.Runner.Toml;

/// <summary>The names that lead to a key.</summary>
internal static class TomlPath
{
    public static ImmutableArray<string> Of(ImmutableArray<string> table, KeySyntax key) =>
        [.. table, Name(key.Key), .. key.DotKeys.Select(dotted => Name(dotted.Key))];

    /// <summary>As it is written in TOML: with quotes where they are needed.</summary>
    public static string Written(IEnumerable<string> path) =>
        string.Join('.', path.Select(name => BareKeySyntax.IsBareKey(name) ? name : new StringValueSyntax(name).ToString()));

    private static string Name(BareKeyOrStringValueSyntax? key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => "",
    };
}
