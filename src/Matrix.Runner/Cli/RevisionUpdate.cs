using System.Collections.Concurrent;
using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Crates.Revisions;
using Matrix.Runner.Files;
using Matrix.Runner.Processes;
using Matrix.Runner.Progress;
using Matrix.Yaml;

namespace Matrix.Runner.Cli;

/// <summary>Holds a crates list against the repositories that its crates come from, and brings it up to date.</summary>
internal sealed class RevisionUpdate(RevisionOptions options, TextWriter output)
{
    private const int AtATime = 8;
    private const string Hint = "name a crates list";

    public async Task<ExitCode> ListRepositoriesAsync()
    {
        foreach (var url in Chosen(CratesListLoader.Load(options.List)).Select(UrlOf).Distinct())
            await output.WriteLineAsync(url);
        return ExitCode.Ok;
    }

    public async Task<ExitCode> UpdateAsync(CancellationToken cancellation)
    {
        var file = YamlFile.Read(options.List, Hint);
        var list = CratesListLoader.Read(file);
        var update = ListUpdate.Of(file, list, await AskAsync(Chosen(list), cancellation));
        foreach (var line in UpdateLines.Of(update, options.IsCheck))
            await output.WriteLineAsync(line);

        if (!options.IsCheck && !update.Edits.IsEmpty)
            EditedFile.Write(file.FullPath, update.Updated.Bytes);
        return update.Updates.Any(crate => crate.Unasked is not null) ? ExitCode.Environment
            : update.Updates.Any(crate => crate.IsBehind && (options.IsCheck || crate.ByHand is not null)) ? ExitCode.Regressed
            : ExitCode.Ok;
    }

    private ImmutableArray<CrateEntry> Chosen(CratesList list)
    {
        var named = Selection.Choose(list, options.Crates, shard: null).ToHashSet();
        return [.. list.Crates.Where(crate => named.Contains(crate) && crate.Source is CrateSource.Git)];
    }

    private async Task<ImmutableArray<CrateUpdate>> AskAsync(ImmutableArray<CrateEntry> crates, CancellationToken cancellation)
    {
        var states = options.States is { } file ? RepositoryState.ReadAll(file) : ImmutableDictionary<string, RepositoryState>.Empty;
        var answers = await AnswersAsync([.. crates.Select(UrlOf).Distinct()], cancellation);
        var published = await PublishedAsync(crates, cancellation);
        return [.. crates.Select(crate => new Freshness(crate, published[crate.Name], states.GetValueOrDefault(UrlOf(crate))).Of(answers[UrlOf(crate)]))];
    }

    private static async Task<IReadOnlyDictionary<string, RemoteAnswer>> AnswersAsync(ImmutableArray<string> urls, CancellationToken cancellation)
    {
        var repositories = new RemoteRepositories(new GitProgram(new TrustedPrograms(new ProcessRunner()), home: "/dev/null"));
        var answers = new ConcurrentDictionary<string, RemoteAnswer>();
        await Parallel.ForEachAsync(urls, Parallels(cancellation), async (url, token) => answers[url] = await repositories.AskAsync(url, token));
        return answers;
    }

    private async Task<IReadOnlyDictionary<CrateName, ImmutableDictionary<string, bool>?>> PublishedAsync(ImmutableArray<CrateEntry> crates, CancellationToken cancellation)
    {
        using var index = new RegistryIndex(options.Index);
        var published = new ConcurrentDictionary<CrateName, ImmutableDictionary<string, bool>?>();
        await Parallel.ForEachAsync(crates, Parallels(cancellation), async (crate, token) => published[crate.Name] = await index.AskAsync(crate.Name.Value, token));
        return published;
    }

    private static ParallelOptions Parallels(CancellationToken cancellation) => new() { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation };

    private static string UrlOf(CrateEntry crate) => ((CrateSource.Git)crate.Source).Url;
}

/// <summary>What a person asked for on the command line of <c>list update</c>.</summary>
internal sealed record RevisionOptions
{
    public required string List { get; init; }

    /// <summary>Empty: all.</summary>
    public IReadOnlyCollection<string> Crates { get; init; } = [];

    public bool IsCheck { get; init; }

    /// <summary>Of the registry.</summary>
    public required Uri Index { get; init; }

    /// <summary>A file of <see cref="Results.RepositoryState"/>; null: nobody was asked.</summary>
    public string? States { get; init; }
}
