using Matrix.GitHub.World;
using Matrix.Report.History;
using Matrix.Report.Issues;
using Matrix.Report.Issues.GitHub;
using Matrix.Report.Issues.Plan;
using Matrix.Report.Issues.Text;
using Matrix.Report.Sweeps;
using Matrix.Report.Tests.Issues.GitHub;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.Report.Tests.Issues;

/// <summary>Week after week a sweep, and what <c>issues --apply</c> makes of it in a repository on the tests' own GitHub.</summary>
internal sealed class IssueWeeks : IAsyncDisposable
{
    private static readonly DateTimeOffset First = new(2026, 1, 5, 3, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory directory = new();
    private GitHubScene scene = null!;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly SortedSet<string> platforms = new(StringComparer.Ordinal) { "linux-x86_64" };
    private int week;

    private IssueWeeks()
    {
    }

    public GitHubScene GitHub => scene;

    public GitHubRepository Repository => scene.Repository;

    public IssuePolicy Policy { get; set; } = IssuePolicy.Default with
    {
        Repositories = [RepositoryName.Parse(GitHubScene.Name)],
        OpenAfterSweeps = 1,
        Report = new Uri("https://rust.example/matrix/"),
    };

    /// <summary>Crates that work; those that fail are named by each sweep.</summary>
    public IReadOnlyList<string> Working { get; set; } = [.. Enumerable.Range(0, 40).Select(number => $"works-{number}")];

    /// <summary>Platforms whose shards are lost.</summary>
    public IReadOnlyCollection<string> Lost { get; set; } = [];

    /// <summary>Of the toolchain's sources; null: the day before the sweep.</summary>
    public string? ToolchainOf { get; set; }

    /// <summary>Intrinsics that crates which work have compiled in.</summary>
    public Dictionary<string, string> InReach { get; set; } = [];

    /// <summary>What the processor can do.</summary>
    public IReadOnlyList<string>? Features { get; set; }

    public string Said { get; private set; } = "";

    /// <summary>What must not get into any issue.</summary>
    public const string Secret = "hunter2";

    public IReadOnlyList<GitHubIssue> Causes => [.. Repository.Issues.Where(issue => issue.Body?.Contains("issue: cause", StringComparison.Ordinal) == true)];

    /// <summary>Of the latest sweep.</summary>
    public string Results => Path.Combine(directory.Path, $"week-{week}");

    /// <summary>All sweeps before the latest.</summary>
    public string History => Directory.CreateDirectory(Path.Combine(directory.Path, "history")).FullName;

    /// <param name="path">Where GitHub's interface begins.</param>
    public static async Task<IssueWeeks> BeginAsync(string path = "")
    {
        var weeks = new IssueWeeks();
        weeks.scene = await GitHubScene.BeginAsync(path);
        return weeks;
    }

    public static Failing Failing(string crate, FailureClass failure, string? subclass, string platform = "linux-x86_64") => new(crate, failure, subclass, platform);

    /// <summary>A week later: a sweep in which these fail and all else works; then its issues are brought up to date.</summary>
    public Task<ExitCode> SweepAsync(params IReadOnlyCollection<Failing> failing) => SweepAsync(failing, crates: null);

    /// <param name="crates">That the sweep runs beside those that fail; null: all that work, and all that have failed before.</param>
    public async Task<ExitCode> SweepAsync(IReadOnlyCollection<Failing> failing, IReadOnlyCollection<string>? crates)
    {
        Run(failing, crates);
        return await ApplyAsync();
    }

    /// <summary>A week later: the sweep alone.</summary>
    public void Run(IReadOnlyCollection<Failing> failing, IReadOnlyCollection<string>? crates = null)
    {
        Write(failing, crates ?? [.. Working, .. known]);
        known.UnionWith(failing.Select(fails => fails.Crate));
    }

    /// <summary>The same sweep once more.</summary>
    /// <param name="results">Of another sweep; null: of the latest.</param>
    /// <param name="withHistory">False: no earlier sweep is known.</param>
    public async Task<ExitCode> ApplyAsync(bool apply = true, string? results = null, bool withHistory = true, CancellationToken cancellation = default)
    {
        using var output = new StringWriter();
        try
        {
            using var tracker = new GitHubTracker(RepositoryName.Parse(GitHubScene.Name), scene.Settings);
            var request = new IssuesRequest([results ?? Results], withHistory ? History : null, null, apply, null);
            return await new IssuesRun(Policy, tracker, new IssueTexts(ResultsFixture.Templates, new Redaction(Secret)), output, scene.Clock).ExecuteAsync(request, cancellation);
        }
        finally
        {
            Said = output.ToString();
        }
    }

    public void ForgetHistory() => Directory.Delete(History, recursive: true);

    public async ValueTask DisposeAsync()
    {
        await scene.DisposeAsync();
        directory.Dispose();
    }

    private void Write(IReadOnlyCollection<Failing> failing, IReadOnlyCollection<string> crates)
    {
        if (week > 0)
            HistoryFolder.Remember(History, SweepReader.ReadVerdicts([Results]));
        week++;
        platforms.UnionWith(failing.Select(fails => fails.Platform));
        foreach (var platform in platforms.Except(Lost))
            Write(platform, [.. failing.Where(fails => fails.Platform == platform)], crates);
    }

    private void Write(string platform, IReadOnlyCollection<Failing> failing, IReadOnlyCollection<string> crates)
    {
        var start = First.AddDays(7 * week);
        string[] names = [.. crates.Concat(failing.Select(fails => fails.Crate)).Distinct()];
        var manifest = Sample.Manifest with
        {
            Start = start,
            End = start.AddHours(1),
            Platform = Sample.Manifest.Platform with { Os = platform.Split('-')[0], Arch = platform.Split('-')[1], TargetFeatures = Features },
            Toolchain = Sample.Manifest.Toolchain with { CommitDate = ToolchainOf ?? $"{start.AddDays(-1):yyyy-MM-dd}" },
            List = Sample.Manifest.List with { Crates = names },
        };
        using var results = ResultsWriter.Create(Path.Combine(Results, platform), manifest);
        foreach (var name in names)
            results.Append(VerdictOf(name, [.. failing.Where(fails => fails.Crate == name)]) with { InReach = InReach.TryGetValue(name, out var trap) ? [Sample.Trap() with { Intrinsic = trap }] : [] });
    }

    private static Verdict VerdictOf(string crate, IReadOnlyList<Failing> failing) => failing.Count == 0
        ? Sample.Verdict(crate, VerdictKind.Compatible)
        : Sample.Verdict(crate, VerdictKind.Regressed, "it fails") with { Causes = [.. failing.Select(fails => CauseOf(fails))] };

    private static Cause CauseOf(Failing fails) =>
        Sample.Cause(fails.Class, fails.Subclass, new Evidence(ResultsPaths.Log(fails.Crate, LegName.Cranelift, Phase.Test), 7, $"it says {fails.Subclass}, @octocat, see #1")) with
        {
            Tests = [new TestId($"lib {fails.Crate}", "tests::it")],
            Needs = fails.Needs,
            Family = fails.Family,
        };
}

/// <summary>A crate fails for a cause.</summary>
internal sealed record Failing(string Crate, FailureClass Class, string? Subclass, string Platform)
{
    /// <summary>What a processor must be able to do to run into it.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    public CauseFamily? Family { get; init; }
}
