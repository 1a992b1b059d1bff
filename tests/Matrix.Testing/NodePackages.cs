using NUnit.Framework;

namespace Matrix.Testing;

/// <summary>What <c>tests/web/package.json</c> names; a test that needs it is skipped where it is not installed.</summary>
internal static class NodePackages
{
    public static string PathOf(string relative)
    {
        var path = Repository.PathOf($"tests/web/node_modules/{relative}");
        if (!File.Exists(path))
            Assert.Ignore("the packages of tests/web are not there: ./matrix test installs them where there is npm");

        return path;
    }
}
