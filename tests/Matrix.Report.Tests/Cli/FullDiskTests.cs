using Matrix.Report.Cli;
using Matrix.Results;
using Matrix.Terminal;
using Matrix.Testing;

namespace Matrix.Report.Tests.Cli;

/// <summary>A disk that takes nothing more is no wrong option: 5, as in a sweep. What is written through a link to /dev/full meets the real error.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Platform("Linux", Reason = "it has /dev/full")]
public sealed class FullDiskTests : IDisposable
{
    private readonly ResultsFixture results = new();
    private readonly StringWriter errors = new() { NewLine = "\n" };

    public void Dispose()
    {
        results.Dispose();
        errors.Dispose();
    }

    [Test]
    public async Task Of_the_site()
    {
        results.Write();
        Directory.CreateDirectory(results.Site);
        File.CreateSymbolicLink(Path.Combine(results.Site, "trend.html"), "/dev/full");

        Assert.That(await RunAsync("report", results.Results, "--out", results.Site), Is.EqualTo((int)ExitCode.Environment));
        AssertIsTold();
    }

    [Test]
    public async Task Of_a_difference()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write();

        Assert.That(await RunAsync("diff", results.Results, results.Results, "--markdown", "/dev/full"), Is.EqualTo((int)ExitCode.Environment));
        AssertIsTold();
    }

    private void AssertIsTold() => Assert.That(errors.ToString(), Does.Match(@"^error: the disk is full: .*\n  hint: once that is mended, .*\n$"));

    private Task<int> RunAsync(params string[] arguments) => CommandHost.InvokeAsync(Commands.Root().Parse(arguments), TimeSpan.FromSeconds(10), TextWriter.Null, errors);
}
