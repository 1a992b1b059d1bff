using System.Net;
using System.Text.RegularExpressions;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Tests.Toolchains;

public sealed class NightliesTests
{
    private const string Host = "aarch64-apple-darwin";

    [TestCase(0, "nightly-2026-11-30 has rustc-codegen-cranelift-preview for aarch64-apple-darwin")]
    [TestCase(1, "nightly-2026-11-29 has rustc-codegen-cranelift-preview for aarch64-apple-darwin", Description = "today's is not there yet")]
    [TestCase(4, "the newest with rustc-codegen-cranelift-preview for aarch64-apple-darwin is nightly-2026-11-26, of 4 days ago")]
    [TestCase(29, "the newest with rustc-codegen-cranelift-preview for aarch64-apple-darwin is nightly-2026-11-01, of 29 days ago")]
    [TestCase(30, "none of the last 30 nightlies has rustc-codegen-cranelift-preview for aarch64-apple-darwin")]
    public async Task The_newest_that_has_it_is_told(int daysAgo, string words)
    {
        var first = new DateOnly(2026, 11, 30).AddDays(-daysAgo);
        using var server = new Server(day => Manifest(isThere: day <= first));

        Assert.That((await server.Nightlies.NewestAsync(default)).Words, Is.EqualTo(words));
        Assert.That(server.Asked, Has.Count.EqualTo(Math.Min(daysAgo + 1, 30)));
    }

    [Test]
    public async Task A_day_without_a_nightly_is_a_day_without_it()
    {
        using var server = new Server(day => day.Day == 30 ? null : Manifest(isThere: true));

        Assert.That((await server.Nightlies.NewestAsync(default)).Name, Is.EqualTo("nightly-2026-11-29"));
    }

    [Test]
    public async Task Where_the_server_refuses_it_says_so()
    {
        using var server = new Server(_ => throw new HttpRequestException("refused", null, HttpStatusCode.Forbidden));

        Assert.That((await server.Nightlies.NewestAsync(default)).Words, Is.EqualTo(
            "which of the last 30 nightlies have rustc-codegen-cranelift-preview could not be asked (dist.example: Forbidden)"));
    }

    [TestCase("https://dist.example/mirror")]
    [TestCase("https://dist.example/mirror/")]
    public async Task A_mirror_may_have_a_path(string address)
    {
        using var server = new Server(_ => Manifest(isThere: true)) { Address = address };

        Assert.That((await server.Nightlies.NewestAsync(default)).Name, Is.EqualTo("nightly-2026-11-30"));
        Assert.That(server.Asked, Is.EqualTo(new[] { "/mirror/dist/2026-11-30/channel-rust-nightly.toml" }));
    }

    [TestCase("file:///srv/rust")]
    [TestCase("rust.example")]
    [TestCase("")]
    public async Task What_is_no_address_of_a_server_is_told(string address)
    {
        using var server = new Server(_ => null) { Address = address };

        Assert.That((await server.Nightlies.NewestAsync(default)).Obstacle, Is.EqualTo($"{address} is no address of a server"));
        Assert.That(server.Asked, Is.Empty);
    }

    [Test]
    public async Task It_is_asked_once()
    {
        using var server = new Server(_ => Manifest(isThere: true));
        var nightlies = server.Nightlies;

        await nightlies.NewestAsync(default);
        await nightlies.NewestAsync(default);

        Assert.That(server.Asked, Has.Count.EqualTo(1));
    }

    [TestCase("", false)]
    [TestCase("not = [TOML", false)]
    [TestCase("[pkg.rustc-codegen-cranelift-preview.target.x86_64-unknown-linux-gnu]\navailable = true", false, Description = "another platform")]
    [TestCase("[pkg.rustc-docs.target.aarch64-apple-darwin]\navailable = true", false, Description = "another package")]
    [TestCase("[pkg.rustc-codegen-cranelift-preview.target.aarch64-apple-darwin]\navailable = false", false)]
    [TestCase("[pkg.rustc-codegen-cranelift-preview.target.aarch64-apple-darwin]\navailable = true", true)]
    [TestCase("pkg.rustc-codegen-cranelift-preview.target.aarch64-apple-darwin = { available = true }", true)]
    public void Only_what_a_manifest_says_of_this_component_here_counts(string manifest, bool isThere) =>
        Assert.That(Nightlies.HasBackend(manifest, Host), Is.EqualTo(isThere));

    private static string Manifest(bool isThere) =>
        $"manifest-version = \"2\"\n[pkg.rustc-codegen-cranelift-preview.target.{Host}]\navailable = {(isThere ? "true" : "false")}\n";

    private sealed class Server(Func<DateOnly, string?> manifestOf) : HttpMessageHandler
    {
        private HttpClient? client;

        public List<string> Asked { get; } = [];

        public string Address { get; init; } = "https://dist.example";

        public Nightlies Nightlies => new(client ??= new HttpClient(this, disposeHandler: false), Address, Host, new NoonOfThatDay());

        protected override void Dispose(bool disposing)
        {
            client?.Dispose();
            base.Dispose(disposing);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            Asked.Add(path);
            var day = Regex.Match(path, "^/(mirror/)?dist/(?<day>[0-9-]{10})/channel-rust-nightly.toml$").Groups["day"].Value;
            return Task.FromResult(manifestOf(DateOnly.Parse(day)) is { } text
                ? new HttpResponseMessage { Content = new StringContent(text) }
                : new HttpResponseMessage(HttpStatusCode.NotFound));
        }
    }

    private sealed class NoonOfThatDay : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    }
}
