using NUnit.Framework;

namespace Matrix.Testing;

/// <summary>What <c>tests/web/package.json</c> names; a test that needs it is skipped where it is not installed.</summary>
public static class NodePackages
{
    public const string NotThere = "the packages of tests/web are not there: ./matrix test installs them where there is npm";

    public static bool Has(string relative) => File.Exists(Path(relative));

    public static string PathOf(string relative)
    {
        if (!Has(relative))
            Assert.Ignore(NotThere);

        return Path(relative);
    }

    private static string Path(string relative) => Repository.PathOf($"tests/web/node_modules/{relative}");
}
