using System.Diagnostics;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>Bad input gets a clear answer, and one crate's trouble never stops the others.</summary>
public sealed class ForeignInputTests
{
    [Test, CancelAfter(RealSweep.Patience)]
    public async Task An_unknown_key_is_told_with_file_line_and_the_nearest_known_one(CancellationToken cancellation)
    {
        using var folder = new SweepFolder();
        var end = await folder.SweepOf("  - name: a\n    path: .\n    timout: 3").RunAsync(cancellation);
        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Errors, Does.Contain("list.yaml:5").And.Contain("timout").And.Contain("did you mean 'timeout'"));
    }

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task A_toolchain_without_the_backend_is_an_error_with_three_ways_out(CancellationToken cancellation)
    {
        using var folder = new SweepFolder();
        var end = await folder.SweepOf(SweepFolder.Fixture("passes-everything")).RunAsync(cancellation, "--toolchain", folder.Path);
        Assert.That(end.ExitCode, Is.EqualTo(5));
        Assert.That(end.Errors, Does.Contain("--toolchain").And.Contain("rustup component add").And.Contain("build-from-debian"));
    }

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task A_commit_or_repository_that_is_not_there_skips_its_crate_and_no_other(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var repository = await MakeRepositoryAsync(folder, cancellation);
        var sweep = folder.SweepOf(
            $"  - {{ name: no-such-commit, git: 'file://{repository}', commit: {new string('0', 40)} }}",
            $"  - {{ name: no-such-repository, git: 'file://{folder.Path}/nowhere', commit: {new string('0', 40)} }}",
            SweepFolder.Fixture("custom-harness-passes"));

        var end = await sweep.RunAsync(cancellation);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        var (commit, elsewhere) = (sweep.Results.VerdictOf("no-such-commit"), sweep.Results.VerdictOf("no-such-repository"));
        Assert.That(commit.Kind, Is.EqualTo(VerdictKind.Skipped), commit.Reason);
        Assert.That(elsewhere.Kind, Is.EqualTo(VerdictKind.Skipped), elsewhere.Reason);
        Assert.That(sweep.Results.VerdictOf("custom-harness-passes").Kind, Is.EqualTo(VerdictKind.Compatible));
    }

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task A_crate_is_swept_from_a_commit_of_a_git_repository(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var repository = await MakeRepositoryAsync(folder, cancellation);
        var commit = (await GitAsync(repository, cancellation, "rev-parse", "HEAD")).Trim();
        var sweep = folder.SweepOf($"  - {{ name: from-git, git: 'file://{repository}', commit: {commit} }}");

        var end = await sweep.RunAsync(cancellation);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        var verdict = sweep.Results.Verdicts().Single();
        Assert.That((verdict.Kind, verdict.Commit, verdict.LockFile), Is.EqualTo((VerdictKind.Compatible, commit, LockFileOrigin.Generated)));
    }

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task A_test_sees_no_token_no_network_and_no_files_of_the_user(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var setup = await ProgramRun.RunAsync("Matrix.Runner", ["setup", "--no-install"], cancellation);
        if (!setup.Output.Contains("isolation: bubblewrap", StringComparison.Ordinal))
            Assert.Ignore("bubblewrap does not work here");

        var sweep = folder.SweepOf(folder.Crate("curious", """
            #[test]
            fn sees_no_token() {
                let names: Vec<_> = std::env::vars().map(|(name, _)| name).filter(|name| name.contains("TOKEN") || name.starts_with("GITHUB_")).collect();
                assert_eq!(names, Vec::<String>::new());
            }

            #[test]
            fn has_no_network() {
                let interfaces = std::fs::read_to_string("/proc/net/dev").unwrap();
                assert_eq!(interfaces.lines().filter(|line| line.contains(':')).count(), 1, "only its own loopback: {interfaces}");
            }

            #[test]
            fn cannot_write_outside() {
                for place in ["/usr", "/etc", env!("CARGO_HOME")] {
                    assert!(std::fs::write(format!("{place}/left-by-a-test"), "").is_err(), "{place}");
                }
            }
            """));
        sweep = sweep with { Environment = new Dictionary<string, string> { ["GITHUB_TOKEN"] = "secret" } };
        var end = await sweep.RunAsync(cancellation);

        var verdict = sweep.Results.Verdicts().Single();
        Assert.That(verdict.Kind, Is.EqualTo(VerdictKind.Compatible), $"{verdict.Reason}\n{end}");
    }

    private static async Task<string> MakeRepositoryAsync(SweepFolder folder, CancellationToken cancellation)
    {
        folder.Crate("from-git", "#[test]\nfn passes() {}\n");
        var repository = folder.PathOf("from-git");
        await GitAsync(repository, cancellation, "init", "--quiet");
        await GitAsync(repository, cancellation, "add", "--all");
        await GitAsync(repository, cancellation, "-c", "user.name=test", "-c", "user.email=test@example.invalid", "commit", "--quiet", "-m", "one");
        return repository;
    }

    private static async Task<string> GitAsync(string repository, CancellationToken cancellation, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", repository, .. arguments]) { RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var output = await git.StandardOutput.ReadToEndAsync(cancellation);
        await git.WaitForExitAsync(cancellation);
        Assert.That(git.ExitCode, Is.Zero);
        return output;
    }
}
