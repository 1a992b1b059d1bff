using Matrix.GitHub.World;
using Matrix.Results;
using static Matrix.Report.Tests.Issues.KnownFailings;

namespace Matrix.Report.Tests.Issues.RealRuns;

/// <summary>What stops a run is told in two lines on standard error, with the exit code that README promises, and nothing is written.</summary>
[Parallelizable(ParallelScope.All), CancelAfter(RealIssues.Patience)]
[Category("Slow")]
public sealed class RefusedRunTests
{
    private static readonly Dictionary<string, Action<RealIssues>> Situations = new()
    {
        ["no token"] = issues => issues.Token = "",
        ["two tokens"] = issues => issues.Token += $" {issues.Token}",
        ["an unknown token"] = issues => issues.Token = $"github_pat_{new string('7', 30)}",
        ["a fine-grained token that may only read"] = issues => issues.Token = issues.Server.AddToken(Access.Read, ownerMayWrite: true).Text,
        ["a classic token without a scope"] = issues => issues.Token = issues.Server.AddToken(Access.Read, TokenKind.Classic, ownerMayWrite: true).Text,
        ["a workflow's token that may only read"] = issues => issues.Token = issues.Server.AddToken(Access.Read, TokenKind.Installation).Text,
        ["a person below the role Write"] = issues => issues.Token = issues.Server.AddToken(Access.Participate, TokenKind.Classic).Text,
        ["it was renamed"] = issues => issues.Repository.Rename("rust/matrix-reports"),
        ["it is archived"] = issues => issues.Repository.IsArchived = true,
        ["its issues are switched off"] = issues => issues.Repository.HasIssues = false,
        ["it is not there"] = issues => issues.Policy = issues.Policy.Replace(GitHub.GitHubScene.Name, "rust/nowhere", StringComparison.Ordinal),
        ["none is named"] = issues => issues.Policy = "  open: { sweeps: 1 }\n",
        ["another key"] = issues => issues.Policy += "  opne: 3\n",
    };

    [TestCase("no token", ExitCode.Usage, "--apply needs GITHUB_TOKEN, and it is not set", "make a fine-grained token with the permission 'Issues: read and write' for this one repository")]
    [TestCase("two tokens", ExitCode.Usage, "GITHUB_TOKEN is empty, or holds a character that no token has", "set GITHUB_TOKEN to the token alone")]
    [TestCase("an unknown token", ExitCode.PublishFailed, "cannot read the issues of rust/matrix-issues: GitHub does not take the token (Bad credentials)", "set GITHUB_TOKEN to a token that is valid and has not expired")]
    [TestCase("a fine-grained token that may only read", ExitCode.PublishFailed, "cannot make the label arch/x86_64 in rust/matrix-issues: the token may not do that (Resource not accessible by personal access token)", "give the token the permission Issues: read and write on this repository")]
    [TestCase("a classic token without a scope", ExitCode.PublishFailed, "GITHUB_TOKEN may not write issues in rust/matrix-issues: the token has not the scope public_repo", "give it the permission 'Issues: read and write' for this repository, and no more")]
    [TestCase("a workflow's token that may only read", ExitCode.PublishFailed, "cannot make the label arch/x86_64 in rust/matrix-issues: the token may not do that (Resource not accessible by integration)", "give the token the permission Issues: read and write on this repository")]
    [TestCase("a person below the role Write", ExitCode.PublishFailed, "GITHUB_TOKEN may not write issues in rust/matrix-issues: its owner may not make labels here: at least the role Write is needed", "give it the permission")]
    [TestCase("it was renamed", ExitCode.PublishFailed, "cannot read the issues of rust/matrix-issues: GitHub says that it has moved from rust/matrix-issues to rust/matrix-reports", "name what is meant by its present name")]
    [TestCase("it is archived", ExitCode.PublishFailed, "rust/matrix-issues is archived", "name another repository in matrix.yaml, or take it out of the archive")]
    [TestCase("its issues are switched off", ExitCode.PublishFailed, "cannot read the issues of rust/matrix-issues: it is gone (Issues has been disabled in this repository.)", "if issues are switched off in the repository, switch them on in its settings")]
    [TestCase("it is not there", ExitCode.PublishFailed, "cannot read the issues of rust/nowhere: GitHub says that it is not there", "see that the name is right")]
    [TestCase("none is named", ExitCode.Usage, "matrix.yaml names no repository whose issues this tool may keep", "write it there: issues: { repositories: [owner/name] }")]
    [TestCase("another key", ExitCode.Usage, "matrix.yaml:7: issues.opne", "the matrix.yaml that comes with the tool explains every key")]
    public async Task What_stops_a_run_is_told_in_two_lines(string situation, ExitCode code, string what, string hint, CancellationToken cancellation)
    {
        await using var issues = await RealIssues.BeginAsync();
        issues.Weeks.Run([Crc]);
        Situations[situation](issues);

        var refusal = (await issues.RunAsync(cancellation, "--apply")).Refusal();

        Assert.That(refusal.Code, Is.EqualTo(code));
        Assert.That(refusal.What, Does.StartWith(what));
        Assert.That(refusal.Hint, Does.Contain(hint));
        Assert.That(issues.Server.Writes.Where(write => write.TookEffect), Is.Empty);
    }

    [TestCase("rust/not-named", "matrix.yaml does not name rust/not-named, and nothing is written to any other")]
    [TestCase("../matrix", "'../matrix' is not a repository")]
    public async Task Another_repository_than_those_of_matrix_yaml_is_not_even_asked(string named, string what, CancellationToken cancellation)
    {
        await using var issues = await RealIssues.BeginAsync();
        issues.Weeks.Run([Crc]);

        var refusal = (await issues.RunAsync(cancellation, "--apply", "--repo", named)).Refusal();

        Assert.That((refusal.Code, refusal.What), Is.EqualTo((ExitCode.Usage, what)));
        Assert.That(issues.Server.Journal, Is.Empty);
    }

    [Test]
    public async Task When_GitHub_goes_away_half_way_the_next_run_does_the_rest(CancellationToken cancellation)
    {
        await using var issues = await RealIssues.BeginAsync();
        issues.Weeks.Run([Crc]);
        var hold = issues.HoldAt(call => call is { Method: "POST" } && call.Path.EndsWith("/issues", StringComparison.Ordinal));
        using var run = issues.Start("--apply");
        await hold.Reached.WaitAsync(cancellation);
        await issues.Server.GoAwayAsync();
        hold.Release();

        // It waits for half a minute in all.
        var end = await issues.EndAsync(run, cancellation);
        var refusal = end.Refusal();
        Assert.That((refusal.Code, refusal.Hint), Is.EqualTo((ExitCode.PublishFailed, "see that the network and the address of GitHub are right, and try again")));
        Assert.That(refusal.What, Does.StartWith("cannot read the newest issues of rust/matrix-issues: Connection refused"), "the answer to an opening was lost, so it looks whether it was done");
        Assert.That(issues.Repository.Issues, Has.Count.EqualTo(1));

        await issues.Server.ComeBackAsync();
        end = await issues.RunAsync(cancellation, "--apply");
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        Assert.That(issues.Repository.Issues.Select(issue => issue.Title).ToList(), Is.Unique.And.Count.EqualTo(3));
        Assert.That((await issues.RunAsync(cancellation, "--apply")).Output, Does.Contain("nothing to do"));
    }
}
