using Matrix.Yaml;

namespace Matrix.Runner.Cli;

/// <summary>Where the files that come with the tool are: the checkout that <c>./matrix</c> stands in.</summary>
internal sealed record CheckoutPaths(string Root)
{
    public string Config => Path.Combine(Root, "matrix.yaml");

    public string Rules => Path.Combine(Root, "rules");

    public string Lists => Path.Combine(Root, "crates-list");

    public string ProbeCrate => Path.Combine(Root, "toolchain", "probe");

    public string BuildFromDebian => Path.Combine(Root, "toolchain", "build-from-debian");

    /// <summary>What a build from Debian's packages is put into; kept between sweeps.</summary>
    public string BuiltToolchain => Path.Combine(Root, ".matrix", "toolchain", "debian");

    public static CheckoutPaths Find() => new(Path.GetDirectoryName(ConfigPath.OfCheckout())!);
}
