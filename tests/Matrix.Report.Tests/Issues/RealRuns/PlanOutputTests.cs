using Matrix.GitHub.World;
using Matrix.Results;
using Matrix.Testing;
using static Matrix.Report.Tests.Issues.IssueWeeks;
using static Matrix.Report.Tests.Issues.KnownFailings;

namespace Matrix.Report.Tests.Issues.RealRuns;

/// <summary>What a run says that it would do, and what it never does.</summary>
[Parallelizable(ParallelScope.All), CancelAfter(RealIssues.Patience)]
[Category("Slow")]
public sealed class PlanOutputTests
{
    private const string Upstream = "rust/backend";

    [Test]
    public async Task Without_apply_all_is_said_that_apply_then_does_and_nothing_is_written(CancellationToken cancellation)
    {
        await using var issues = await BeginAsync();

        var plan = await issues.RunAsync(cancellation);
        Assert.That((plan.ExitCode, plan.Errors), Is.EqualTo((0, "")));
        Assert.That(issues.Server.Writes, Is.Empty);

        var applied = await issues.RunAsync(cancellation, "--apply");
        Assert.That((applied.ExitCode, applied.Errors), Is.EqualTo((0, "")));
        Assert.That(applied.Output, Does.StartWith(plan.Output));
        var said = plan.Output.Split('\n');
        var cause = issues.Weeks.Causes.Single();
        Assert.That(said, Is.SupersetOf(cause.Body!.TrimEnd().Split('\n').Select(line => $"  + {line}")), "every line of its text");
        Assert.That(said, Is.SupersetOf(issues.Repository.Issues.Select(issue => $"OPEN {issue.Title}")), "every title");
        Assert.That(said, Is.SupersetOf(issues.Repository.Labels.Select(label => $"+ label {label.Name}  #{label.Colour}  {label.Description}")), "every label");
        Assert.That(said, Does.Contain($"  labels: {string.Join(' ', cause.Labels.Order(StringComparer.Ordinal).Select(label => $"+{label}"))}"));
    }

    [Test]
    public async Task Drafts_are_files_and_nothing_reaches_the_repository_that_they_are_for(CancellationToken cancellation)
    {
        await using var issues = await BeginAsync();
        issues.Server.AddRepository(Upstream);
        issues.Policy += $"  upstream: {{ repository: {Upstream}, known: [unwinding] }}\n";

        var end = await issues.RunAsync(cancellation, "--apply", "--drafts", "drafts");

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        var draft = Directory.GetFiles(issues.PathOf("drafts"), "*.md").Select(File.ReadAllText).Single();
        Assert.That(draft, Does.Contain("llvm.x86.pclmulqdq.256 is not implemented").And.Contain(Upstream));
        Assert.That(issues.Repository.Issues, Has.Count.EqualTo(3));
        Assert.That(issues.Server.Journal.Select(entry => entry.Repository).Distinct(), Is.EqualTo(new[] { GitHub.GitHubScene.Name }), "it is not even asked");
    }

    [Test]
    public async Task A_workflow_can_ask_which_repositories_are_named(CancellationToken cancellation)
    {
        using var folder = new TemporaryDirectory();
        var config = folder.File("matrix.yaml", "format: 1\nissues: { repositories: [Rust/Matrix, rust/other] }\n");

        var listed = await ProgramRun.RunAsync("Matrix.Report", ["issues", "--repositories", "--config", config], cancellation);
        var unnamed = await ProgramRun.RunAsync("Matrix.Report", ["issues", "--config", config], cancellation);

        Assert.That((listed.ExitCode, listed.Output), Is.EqualTo((0, "Rust/Matrix\nrust/other\n")));
        Assert.That(unnamed.ExitCode, Is.EqualTo(2), unnamed.ToString());
        Assert.That(unnamed.Errors, Does.Contain("name the results directories"));
    }

    [Test]
    public async Task Where_most_crates_break_at_once_nothing_is_written_and_the_reason_is_told(CancellationToken cancellation)
    {
        await using var issues = await BeginAsync();
        await issues.Weeks.SweepAsync(Crc);
        var writes = issues.Server.Writes.Count();
        issues.Weeks.Run([.. issues.Weeks.Working.Take(20).Select(crate => Failing(crate, FailureClass.CompilerCrash, null))], issues.Weeks.Working);

        await StoppedAsync(issues, issues.Weeks.Results, "on Linux x86_64 20 of 40 crates broke at once, more than 25 %: the toolchain may be broken, or the sweep", cancellation);

        Assert.That(issues.Server.Writes.Count(), Is.EqualTo(writes));
    }

    [Test]
    public async Task Where_the_probe_crate_failed_nothing_is_written_and_the_reason_is_told(CancellationToken cancellation)
    {
        await using var issues = await BeginAsync();
        using var broken = new ResultsFixture { Manifest = Sample.Manifest.WithCranelift(cranelift => cranelift with { Probe = null }) };
        broken.Add(Sample.Verdict("crc", VerdictKind.Regressed, "it fails") with { Causes = [Sample.Cause(FailureClass.CompilerCrash, null, new Evidence("logs/crc/cranelift/build.log.gz", 1, "it broke"))] }).Write();

        await StoppedAsync(issues, broken.Results, "on Linux x86_64 the probe crate did not come to its end", cancellation);

        Assert.That(issues.Server.Writes, Is.Empty);
    }

    [Test]
    public async Task Of_another_candidate_than_Cranelift_no_issues_are_kept(CancellationToken cancellation)
    {
        await using var issues = await BeginAsync();
        var other = BackendName.Parse("o1");
        using var sweep = new ResultsFixture { Manifest = Sample.Manifest.WithCranelift(cranelift => cranelift with { Name = other }) };
        sweep.Add(Sample.Verdict("crc", VerdictKind.Compatible) with { Candidate = other }).Write();

        using var run = issues.StartOn(sweep.Results, "--apply");
        var end = await issues.EndAsync(run, cancellation);

        Assert.That(end.Refusal().Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(end.Refusal().What, Is.EqualTo("the sweep compares o1, and issues are kept of cranelift alone"));
        Assert.That(issues.Server.Writes, Is.Empty);
    }

    [Test]
    public async Task A_GitHub_Enterprise_server_is_talked_to_below_its_own_path(CancellationToken cancellation)
    {
        await using var issues = await BeginAsync("/api/v3");

        var end = await issues.RunAsync(cancellation, "--apply");

        Assert.That((end.ExitCode, issues.Repository.Issues.Count), Is.EqualTo((0, 3)), end.ToString());
        Assert.That(issues.Server.Address, Does.EndWith("/api/v3"));
        Assert.That((await issues.RunAsync(cancellation, "--apply")).Output, Does.Contain("nothing to do"));
    }

    [Test]
    public async Task A_public_repository_can_be_planned_for_without_a_token_and_a_private_one_cannot(CancellationToken cancellation)
    {
        await using var issues = await BeginAsync();
        issues.Token = "";
        Assert.That((await issues.RunAsync(cancellation)).ExitCode, Is.Zero);

        issues.Repository.IsPrivate = true;
        var refusal = (await issues.RunAsync(cancellation)).Refusal();
        Assert.That(refusal.Code, Is.EqualTo(ExitCode.PublishFailed));
        Assert.That(refusal.What, Does.StartWith("cannot read the issues of rust/matrix-issues: GitHub says that it is not there, which is also what it says to a token that may not see it"));
        Assert.That(refusal.Hint, Does.Contain("that the token may read it"));

        issues.Token = issues.Server.AddToken(Access.Read).Text;
        Assert.That((await issues.RunAsync(cancellation)).Output, Does.Contain("OPEN llvm.x86.pclmulqdq.256 is not implemented"));
        Assert.That(issues.Server.Writes, Is.Empty);
    }

    private static async Task<RealIssues> BeginAsync(string path = "")
    {
        var issues = await RealIssues.BeginAsync(path);
        issues.Weeks.Run([Crc]);
        return issues;
    }

    private static async Task StoppedAsync(RealIssues issues, string results, string reason, CancellationToken cancellation)
    {
        using var run = issues.StartOn(results, "--apply");
        var end = await issues.EndAsync(run, cancellation);
        var refusal = end.Refusal();
        Assert.That(refusal.Code, Is.EqualTo(ExitCode.PublishFailed));
        Assert.That(refusal.What, Does.StartWith($"nothing was written: {reason}"));
        Assert.That(end.Output, Does.Contain($"STOPPED: {reason}"));
    }
}
