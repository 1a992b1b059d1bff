using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

/// <summary>What the users of a crate write into their cargo configuration.</summary>
internal static class CargoSnippets
{
    private const string Switch =
        """
        # .cargo/config.toml of your project; needs a nightly toolchain with rustc-codegen-cranelift-preview
        [unstable]
        codegen-backend = true

        [profile.dev]
        codegen-backend = "cranelift"
        """;

    public static CargoSnippet Of(SweptCrate crate) => crate.Standing switch
    {
        Standing.Works when crate.Traps.Any() => new CargoSnippet(
            $"Its own tests pass when all is compiled with Cranelift. Unsupported intrinsics that they do not run into are in {string.Join(" and ", Trapped(crate))}: "
            + "this compiles only that with LLVM. Such a mixture is not swept: try it before you rely on it.",
            With(Trapped(crate))),
        Standing.Works => new CargoSnippet("Its own tests pass when it is compiled like this.", Switch),
        Standing.Fails => new CargoSnippet(
            $"This keeps Cranelift for everything else and compiles only {string.Join(" and ", Kept(crate))} with LLVM. Such a mixture is not swept: try it before you rely on it.",
            With(Kept(crate))),
        _ => new CargoSnippet("Nothing is known of whether it works like this.", Switch),
    };

    private static string With(IEnumerable<string> onLlvm) =>
        $"{Switch}{string.Concat(onLlvm.Select(package => $"\n\n[profile.dev.package.{TomlKeyText.Of(package)}]\ncodegen-backend = \"llvm\""))}";

    private static IReadOnlyList<string> Trapped(SweptCrate crate) =>
        [.. crate.Traps.SelectMany(trap => trap.Packages).Select(package => package.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal)];

    // Where a dependency is at fault, it is that which has to be kept from Cranelift; it may be another on each platform.
    private static IEnumerable<string> Kept(SweptCrate crate) =>
        crate.Results.Where(result => result.Standing == Standing.Fails).Select(result => PackageOf(result.Verdict) ?? crate.Name).Distinct();

    private static string? PackageOf(Verdict verdict) => verdict.MainCause?.Package?.Split(' ')[0];
}

/// <summary>Foreign names as keys of TOML: https://toml.io/en/v1.0.0#keys.</summary>
internal static class TomlKeyText
{
    public static string Of(string name) => IsBare(name)
        ? name
        : $"\"{string.Concat(name.Where(character => !char.IsControl(character))).Replace("\\", @"\\").Replace("\"", "\\\"")}\"";

    private static bool IsBare(string name) => name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
