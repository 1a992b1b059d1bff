using Matrix.GitHub.Faults;
using Matrix.Report.Cli;
using Matrix.Report.Tests.Issues.GitHub;
using Matrix.Results;

namespace Matrix.Report.Tests.Cli;

/// <summary>What <c>./matrix list update</c> is told of repositories on GitHub.</summary>
public sealed class RepositoriesCommandTests
{
    [Test]
    public async Task It_says_of_each_that_answers_whether_it_is_archived()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.IsArchived = true;

        var (output, errors) = await AskAsync(scene, "https://github.com/rust/matrix-issues", "https://example.org/rust/not-named", "git@github.com:rust/not-named.git", "https://github.com/rust/gone", "https://github.com/");

        Assert.That(output, Is.EqualTo(new RepositoryState("https://github.com/rust/matrix-issues", true).ToLine() + "\n" + new RepositoryState("git@github.com:rust/not-named.git", false).ToLine() + "\n"));
        Assert.That(errors, Is.Empty, "what is gone is told by git");
    }

    [Test]
    public async Task What_has_moved_is_passed_over()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Rename("rust/moved");

        var (output, errors) = await AskAsync(scene, "https://github.com/rust/matrix-issues", "https://github.com/rust/not-named");

        Assert.That((output, errors), Is.EqualTo((new RepositoryState("https://github.com/rust/not-named", false).ToLine() + "\n", "")));
    }

    [Test]
    public async Task Where_GitHub_wants_to_be_left_alone_it_is()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Server.Faults.Next(new Fault(FaultKind.PrimaryLimit) { Wait = TimeSpan.FromHours(2) });

        var (output, errors) = await AskAsync(scene, "https://github.com/rust/matrix-issues", "https://github.com/rust/not-named");

        Assert.That(output, Is.Empty);
        Assert.That(errors, Does.StartWith("from rust/matrix-issues on it is not known what is archived: ").And.Contain("limit"));
    }

    private static async Task<(string Output, string Errors)> AskAsync(GitHubScene scene, params string[] urls)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        await RepositoriesCommand.AskAsync(new StringReader(string.Join('\n', urls)), scene.Settings with { Patience = TimeSpan.Zero }, output, errors, default);
        return (output.ToString(), errors.ToString());
    }
}
