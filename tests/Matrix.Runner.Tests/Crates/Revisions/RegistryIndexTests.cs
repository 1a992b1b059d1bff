using Matrix.Runner.Crates.Revisions;

namespace Matrix.Runner.Tests.Crates.Revisions;

[CancelAfter(60_000)]
public sealed class RegistryIndexTests
{
    [TestCase("a", "1/a")]
    [TestCase("ab", "2/ab")]
    [TestCase("abc", "3/a/abc")]
    [TestCase("memchr", "me/mc/memchr")]
    [TestCase("RustyXML", "ru/st/rustyxml")]
    public void Where_a_package_stands(string package, string path) => Assert.That(RegistryIndex.PathOf(package), Is.EqualTo(path));

    [Test]
    public async Task It_says_which_versions_were_yanked(CancellationToken cancellation)
    {
        using var server = new SmallServer(request => request.Url!.AbsolutePath == "/index/me/mc/memchr"
            ? (200, """{"name":"memchr","vers":"1.0.0","yanked":true,"deps":[]}""" + "\n" + """{"name":"memchr","vers":"1.1.0","yanked":false}""" + "\n")
            : (404, ""));
        using var index = new RegistryIndex(new Uri($"{server.Address}/index/"));

        Assert.That(await index.AskAsync("memchr", cancellation), Is.EquivalentTo(new Dictionary<string, bool> { ["1.0.0"] = true, ["1.1.0"] = false }));
        Assert.That(await index.AskAsync("nowhere", cancellation), Is.Empty);
    }

    [TestCase(500, "")]
    [TestCase(200, "<html>")]
    public async Task What_it_does_not_say_is_not_known(int code, string body, CancellationToken cancellation)
    {
        using var server = new SmallServer(_ => (code, body));
        using var index = new RegistryIndex(new Uri($"{server.Address}/"));

        Assert.That(await index.AskAsync("memchr", cancellation), Is.Null);
    }

    [Test]
    public async Task Without_a_network_nothing_is_known(CancellationToken cancellation)
    {
        using var index = new RegistryIndex(new Uri("http://127.0.0.1:9/"));

        Assert.That(await index.AskAsync("memchr", cancellation), Is.Null);
    }
}
