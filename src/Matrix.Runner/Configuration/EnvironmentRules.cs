using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Matrix.Yaml;

namespace Matrix.Runner.Configuration;

/// <summary>Which variables an entry may set: none that would make a leg test something else than it claims.</summary>
internal static partial class EnvironmentRules
{
    private const string DecidesToolchain = "is refused: it would decide the toolchain or the backend, which the leg does";
    private const string DecidesPlace = "is refused: it would decide where programs, libraries or results are, which the sweep does";
    private const string CarriesSecret = "is refused: it could carry a secret, and foreign code would see it";

    private static readonly (string Pattern, string Refusal)[] Refused =
    [
        ("RUSTC", DecidesToolchain),
        ("RUSTC_*WRAPPER", DecidesToolchain),
        ("RUSTDOC", DecidesToolchain),
        ("RUSTUP_TOOLCHAIN", DecidesToolchain),
        ("RUSTUP_HOME", DecidesToolchain),
        ("CARGO", DecidesToolchain),
        ("CARGO_BUILD_*", DecidesToolchain),
        ("CARGO_UNSTABLE_CODEGEN_BACKEND", DecidesToolchain),
        ("CARGO_PROFILE_*_CODEGEN_BACKEND", DecidesToolchain),
        ("CARGO_HOME", DecidesPlace),
        ("CARGO_TARGET_DIR", DecidesPlace),
        ("PATH", DecidesPlace),
        ("HOME", DecidesPlace),
        ("LD_PRELOAD", DecidesPlace),
        ("LD_AUDIT", DecidesPlace),
        ("LD_LIBRARY_PATH", DecidesPlace),
        ("DYLD_*", DecidesPlace),
        ("GITHUB_*", CarriesSecret),
        ("*TOKEN*", CarriesSecret),
    ];

    public static ImmutableSortedDictionary<string, string>? Variables(YamlValue value)
    {
        if (value.Mapping() is not { } mapping)
            return null;

        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, content) in mapping.All)
        {
            if (content.FreeText() is not { } text)
                continue;

            if (Refusal(name, text) is { } refusal)
                mapping.Refuse(name, refusal);
            else
                variables.Add(name, text);
        }

        return variables.ToImmutable();
    }

    /// <summary>What is wrong with a variable, or null.</summary>
    public static string? Refusal(string name, string value)
    {
        if (!Name.IsMatch(name))
            return "is not the name of an environment variable";

        var takesFlags = name.EndsWith("RUSTFLAGS", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("RUSTDOCFLAGS", StringComparison.OrdinalIgnoreCase);
        var namesBackend = value.Replace('_', '-').Contains("codegen-backend", StringComparison.OrdinalIgnoreCase);
        return takesFlags && namesBackend
            ? "must not name a codegen-backend, which the leg does"
            : Array.Find(Refused, rule => FileSystemName.MatchesSimpleExpression(rule.Pattern, name)).Refusal;
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Name { get; }
}
