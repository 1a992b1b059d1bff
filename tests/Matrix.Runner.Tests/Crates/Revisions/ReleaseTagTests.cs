using Matrix.Runner.Crates.Revisions;

namespace Matrix.Runner.Tests.Crates.Revisions;

public sealed class ReleaseTagTests
{
    [TestCase("1.2.3", null, "1.2.3")]
    [TestCase("v1.2.3", null, "1.2.3")]
    [TestCase("V1.2", null, "1.2.0")]
    [TestCase("release-1.2.3", null, "1.2.3")]
    [TestCase("release/v1.2.3", null, "1.2.3")]
    [TestCase("v2.0.0-rc.1", null, "2.0.0-rc.1")]
    [TestCase("memchr-2.7.4", "memchr", "2.7.4")]
    [TestCase("regex-syntax-v0.8.5", "regex-syntax", "0.8.5")]
    [TestCase("tokio_util/v0.7.1", "tokio_util", "0.7.1")]
    [TestCase("serde@1.0.219", "serde", "1.0.219")]
    [TestCase("crc32-1.0", "crc32", "1.0.0")]
    [TestCase("crc32fast-1.3.2", "crc32fast", "1.3.2")]
    [TestCase("sha2-v0.10.8", "sha2", "0.10.8")]
    [TestCase("x86-64-v1.0.0", "x86-64", "1.0.0")]
    [TestCase("zstd-sys-2.0.13+zstd.1.5.6", "zstd-sys", "2.0.13+zstd.1.5.6")]
    public void What_it_names(string tag, string? package, string version)
    {
        var read = ReleaseTag.Read(tag);

        Assert.That((read?.Name, read?.Package, read?.Version.ToFullString()), Is.EqualTo((tag, package, version)));
    }

    [TestCase("nightly")]
    [TestCase("v1")]
    [TestCase("2024-01-01")]
    [TestCase("1.2.3.4")]
    [TestCase("before-1.0-was-out!")]
    [TestCase("")]
    public void What_names_no_version_is_no_release(string tag) => Assert.That(ReleaseTag.Read(tag), Is.Null);

    [TestCase("tokio_util-0.7.1", "tokio-util", true)]
    [TestCase("Tokio-Util-v0.7.1", "tokio-util", true)]
    [TestCase("tokio-0.7.1", "tokio-util", false)]
    [TestCase("v0.7.1", "tokio-util", false)]
    public void Whose_it_is(string tag, string package, bool isOf) => Assert.That(ReleaseTag.Read(tag)!.IsOf(package), Is.EqualTo(isOf));
}
