using System.Security.Cryptography;
using System.Text;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Toolchains;

/// <summary>
/// toolchain/build-from-debian takes a quarter of an hour, so a test-suite only prepares it; toolchain/last-build keeps what a whole build said.
/// </summary>
public sealed class LastBuildTests
{
    [Test]
    public void The_folder_has_been_built_whole_since_it_was_changed()
    {
        var record = File.ReadLines(Repository.PathOf("toolchain/last-build")).Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries)).ToDictionary(pair => pair[0], pair => pair[1]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(record["folder"], Is.EqualTo(HashOfFolder()),
                "toolchain/ has changed since its last whole build: toolchain/build-from-debian --yes --unwinding --target aarch64-unknown-linux-gnu WORK OUT && cp OUT/share/doc/rust/BUILT toolchain/last-build");
            Assert.That(record["unwinding"], Is.EqualTo("yes"));
            Assert.That(record["targets"], Does.Contain("aarch64-unknown-linux-gnu"));
            Assert.That(record["cranelift"], Does.Match(@"^[0-9]+\.[0-9]+\.[0-9]+$"), "and no commit of a repository that it was built in");
        }
    }

    // As hash_of_folder in build-from-debian.
    private static string HashOfFolder()
    {
        var folder = Repository.PathOf("toolchain");
        var files = Directory.EnumerateFiles(Path.Combine(folder, "sources"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file)).Append("build-from-debian").Append("prepare-source.py").Order(StringComparer.Ordinal);
        var sums = string.Concat(files.Select(file => $"{Hash(File.ReadAllBytes(Path.Combine(folder, file)))}  {file}\n"));
        return Hash(Encoding.UTF8.GetBytes(sums));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
