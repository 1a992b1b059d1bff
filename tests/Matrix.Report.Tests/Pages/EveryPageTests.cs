using Matrix.Testing;
using Matrix.Testing.Browsing;
using Matrix.Testing.Browsing.Checks;

namespace Matrix.Report.Tests.Pages;

/// <summary>What holds for each page of the report, whatever the run was.</summary>
[Category("Slow")]
public sealed class EveryPageTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Everybody_can_read_and_use_it(bool hostile)
    {
        Write(hostile);
        results.Report();

        var problems = await new PageChecks().ProblemsOf(SiteFolder.OnDisk(results.Site));

        Assert.That(problems, Is.Empty);
    }

    [Test]
    public async Task It_works_below_a_path_of_a_server()
    {
        Write(hostile: true);
        results.Report();
        await using var server = SiteServer.Start(results.Site);

        foreach (var name in server.Site.Pages)
        {
            await using var page = await BrowserPage.OpenAsync(server.Site, name);

            Assert.That(page.Complaints.All, Is.Empty, name);
        }
    }

    [Test]
    public async Task It_becomes_pictures_to_look_at()
    {
        Write(hostile: false);
        results.Report();

        await Screenshots.WriteAsync(SiteFolder.OnDisk(results.Site), "index.html", "index");

        Assert.That(Repository.PathOf("artifacts/screenshots/index-dark-360.png"), Does.Exist);
    }

    private void Write(bool hostile) => _ = hostile ? HostileRun.Write(results) : PopularRun.Write(results);
}
