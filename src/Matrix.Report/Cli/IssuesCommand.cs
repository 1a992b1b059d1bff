using System.CommandLine;
using Matrix.Report.Issues;
using Matrix.Report.Issues.Apply;
using Matrix.Report.Issues.GitHub;
using Matrix.Report.Issues.Plan;
using Matrix.Report.Issues.Text;
using Matrix.Results;
using Matrix.Terminal;
using Matrix.Yaml;

namespace Matrix.Report.Cli;

internal static class IssuesCommand
{
    public static Command Create()
    {
        var results = new Argument<string[]>("DIR")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "Results directories of one sweep (platforms, shards), finished or not; or folders that hold such.",
        };
        var repository = new Option<string?>("--repo") { HelpName = "OWNER/NAME", Description = "One of the repositories that matrix.yaml names. [default: the first]" };
        var apply = new Option<bool>("--apply") { Description = $"Carry out the plan; needs {GivenToken.Variable}. Without it nothing is written." };
        var history = new Option<string?>("--history") { HelpName = "DIR", Description = "Folder of earlier sweeps, written by report --remember. Without it no issue is closed." };
        var config = new Option<string?>("--config") { HelpName = "FILE", Description = "The policy: `issues` of this file. [default: matrix.yaml of this checkout]" };
        var drafts = new Option<string?>("--drafts") { HelpName = "DIR", Description = "Write drafts of reports for the backend's repository there, for a person to send." };
        var repositories = new Option<bool>("--repositories") { Description = "Only list the repositories that matrix.yaml names." };
        var templates = TemplatesOption.Create();
        var command = new Command("issues", "Says which issues a sweep opens, updates, reopens and closes; with --apply, does it.") { results, repository, apply, history, config, drafts, templates, repositories };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(results) is null or { Tokens.Count: 0 } && !parsed.GetValue(repositories))
                parsed.AddError("name the results directories of the sweep whose issues are to be kept");
        });
        command.Runs((parsed, cancellation) => parsed.GetValue(repositories) ? ListAsync(ConfigOf(parsed), parsed.InvocationConfiguration) : ExecuteAsync(
            new IssuesRequest(parsed.GetValue(results) ?? [], parsed.GetValue(history), parsed.GetValue(repository), parsed.GetValue(apply), parsed.GetValue(drafts)),
            parsed.GetValue(templates),
            ConfigOf(parsed),
            parsed.InvocationConfiguration,
            cancellation));
        return command;

        string ConfigOf(ParseResult parsed) => ShownPath.Of(parsed.GetValue(config) ?? ConfigPath.OfCheckout());
    }

    // For a workflow, which asks whether it has to keep any.
    private static async Task<ExitCode> ListAsync(string config, InvocationConfiguration streams)
    {
        foreach (var repository in IssuePolicyLoader.Load(config).Repositories)
            await streams.Output.WriteLineAsync(repository.ToString());
        return ExitCode.Ok;
    }

    private static async Task<ExitCode> ExecuteAsync(IssuesRequest request, string? ownTemplates, string config, InvocationConfiguration streams, CancellationToken cancellation)
    {
        var policy = IssuePolicyLoader.Load(config);
        var token = Token(request.Apply);
        var texts = new IssueTexts(PageTemplates.Load(ownTemplates), token.Secret is { } secret ? new Redaction(secret) : Redaction.OfPatterns);
        if (policy.Repositories.IsEmpty && request is { Apply: false, Repository: null })
        {
            await streams.Error.WriteLineAsync($"{config} names no repository yet: this is the plan for one without issues");
            return await new IssuesRun(policy, new NoIssues(), texts, streams.Output, TimeProvider.System).ExecuteAsync(request, cancellation);
        }

        var repository = Repository(request.Repository, policy, config);
        var cache = Path.Combine(policy.Cache, "github");
        using var writing = request.Apply ? RepositoryLock.Take(cache, repository) : null;
        using var tracker = new GitHubTracker(repository, new GitHubSettings
        {
            Address = policy.Api is { } api ? ApiAddress.Parse(api.AbsoluteUri) : ApiAddress.GitHub,
            Token = token.Value,
            Cache = cache,
            Tell = streams.Error.WriteLine,
        });
        return await new IssuesRun(policy, tracker, texts, streams.Output, TimeProvider.System).ExecuteAsync(request, cancellation);
    }

    private static RepositoryName Repository(string? named, IssuePolicy policy, string config)
    {
        const string hint = "write it there: issues: { repositories: [owner/name] }";
        if (policy.Repositories.IsEmpty)
            throw new MatrixException(ExitCode.Usage, $"{config} names no repository whose issues this tool may keep", hint);
        if (named is null)
            return policy.Repositories[0];

        var repository = RepositoryName.Parse(named);
        return policy.Repositories.Contains(repository) ? repository : throw new MatrixException(ExitCode.Usage, $"{config} does not name {named}, and nothing is written to any other", hint);
    }

    private static (AccessToken? Value, string? Secret) Token(bool isNeeded) => GivenToken.Take() switch
    {
        (null, _) when isNeeded => throw new MatrixException(
            ExitCode.Usage,
            $"--apply needs {GivenToken.Variable}, and it is not set",
            "make a fine-grained token with the permission 'Issues: read and write' for this one repository: https://github.com/settings/personal-access-tokens/new"),
        var token => token,
    };
}
