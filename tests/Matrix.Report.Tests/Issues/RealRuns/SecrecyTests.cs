using System.Diagnostics;
using Matrix.Results;
using Matrix.Testing;
using static Matrix.Report.Tests.Issues.IssueWeeks;

namespace Matrix.Report.Tests.Issues.RealRuns;

/// <summary>Where the token is not. That it is in nothing that is printed or kept, <see cref="RealIssues"/> sees to at every run.</summary>
[Parallelizable(ParallelScope.All), CancelAfter(RealIssues.Patience)]
[Category("Slow")]
public sealed class SecrecyTests
{
    // Like no token that anybody could know by its form.
    private const string Secret = "correct+horse+battery+staple";

    [Test, Platform("Linux", Reason = "it looks into /proc")]
    public async Task While_a_run_writes_no_other_process_has_the_token(CancellationToken cancellation)
    {
        await using var issues = await RealIssues.BeginAsync();
        issues.Weeks.Run([Failing("crc", FailureClass.SimdIntrinsic, "llvm.x86.pclmulqdq.256")]);
        var hold = issues.HoldAt(call => call.IsWrite);
        using var run = issues.Start("--apply");
        await hold.Reached.WaitAsync(cancellation);

        var (environments, words) = (Holding(issues.Token, "environ"), Holding(issues.Token, "cmdline"));
        run.Kill();

        // Its own is as it was when it was started: the system shows no later change.
        Assert.That(environments, Is.EqualTo(new[] { run.ProcessId }));
        Assert.That(words, Is.Empty);
    }

    [Test]
    public async Task What_compiles_the_tool_does_not_get_the_token(CancellationToken cancellation)
    {
        using var folder = new TemporaryDirectory();
        File.Copy(Repository.PathOf("matrix"), Path.Combine(folder.Path, "matrix"));
        var compiler = folder.File("path/dotnet", $"#!/bin/sh\nenv > '{folder.Path}/seen'\nexit 1\n");
        File.SetUnixFileMode(compiler, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        using var script = Process.Start(new ProcessStartInfo("sh", ["matrix", "issues", "results", "--apply"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
            Environment = { ["GITHUB_TOKEN"] = Secret, ["PATH"] = $"{folder.Path}/path:/usr/bin:/bin" },
        })!;
        var errors = await script.StandardError.ReadToEndAsync(cancellation);
        await script.WaitForExitAsync(cancellation);

        Assert.That(script.ExitCode, Is.EqualTo(5), errors);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder.Path, "seen"), cancellation), Does.Contain("PATH=").And.Not.Contain(Secret));
    }

    [Test]
    public async Task What_the_cache_keeps_is_for_its_owner_alone(CancellationToken cancellation)
    {
        await using var issues = await RealIssues.BeginAsync();
        issues.Weeks.Run([]);
        await issues.RunAsync(cancellation);

        var kept = new DirectoryInfo(issues.PathOf(".matrix/cache/github"));
        Assert.That(kept.UnixFileMode, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.That(kept.GetFiles(), Is.Not.Empty.And.All.Property("UnixFileMode").EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task A_token_in_the_log_of_a_crate_comes_into_no_plan(CancellationToken cancellation)
    {
        await using var issues = await RealIssues.BeginAsync();
        issues.Token = Secret;
        issues.Policy = "  open: { sweeps: 1 }\n";
        using var results = Leaking(test: "it");

        using var run = issues.StartOn(results.Results);
        var end = await issues.EndAsync(run, cancellation);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        Assert.That(end.Output, Does.Contain("the password is [redacted], it says"));
    }

    [Test]
    public async Task A_token_in_the_log_of_a_crate_comes_into_no_draft(CancellationToken cancellation)
    {
        await using var issues = await RealIssues.BeginAsync();
        issues.Token = Secret;
        issues.Policy = "  upstream: { repository: rust/not-named }\n";
        using var results = Leaking(test: Secret);

        using var run = issues.StartOn(results.Results, "--drafts", issues.PathOf("drafts"));
        var end = await issues.EndAsync(run, cancellation);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        Assert.That(Directory.GetFiles(issues.PathOf("drafts")).Select(File.ReadAllText).Single(), Does.Contain("the password is [redacted], it says").And.Contain("tests::[redacted]"));
    }

    private static ResultsFixture Leaking(string test)
    {
        var evidence = new Evidence(ResultsPaths.Log("leaks", LegName.Cranelift, Phase.Test), 1, $"the password is {Secret}, it says");
        var cause = Sample.Cause(FailureClass.Crash, "sigsegv", evidence) with { Tests = [new TestId("lib leaks", $"tests::{test}")] };
        return new ResultsFixture()
            .Add(Sample.Verdict("leaks", VerdictKind.Regressed, $"it says {Secret}") with { Causes = [cause] })
            .Log(evidence.Log, $"{evidence.Text}\n")
            .Write();
    }

    private static IReadOnlyList<int> Holding(string secret, string file) =>
        [.. Directory.EnumerateDirectories("/proc").Where(process => int.TryParse(Path.GetFileName(process), out _) && Text(Path.Combine(process, file)).Contains(secret, StringComparison.Ordinal)).Select(process => int.Parse(Path.GetFileName(process)))];

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";   // it has ended, or is somebody else's
        }
    }
}
