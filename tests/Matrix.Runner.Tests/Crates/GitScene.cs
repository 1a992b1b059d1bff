using System.Collections.Concurrent;
using System.Collections.Immutable;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Processes;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Crates;

/// <summary>The real git, with repositories made on the spot.</summary>
internal sealed class GitScene : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly RecordedProcesses recorded = new();

    public GitScene()
    {
        Programs = new TrustedPrograms(recorded);
        Directory.CreateDirectory(Mirrors);
        Checkout = new GitCheckout(Programs, Mirrors);
    }

    /// <summary>What was run of git.</summary>
    public IReadOnlyList<CommandSpec> Commands => recorded.Commands;

    public TrustedPrograms Programs { get; }

    public GitCheckout Checkout { get; }

    public string Mirrors => PathOf("mirrors");

    public async Task SkipWithoutGitAsync()
    {
        if (await Programs.AskAsync("git", ["--version"], default) is { IsSuccess: false } answer)
            Assert.Ignore($"git is not here: {answer.Complaint}");
    }

    public string PathOf(string name) => Path.Combine(directory.Path, name);

    public string File(string name, string content) => directory.File(name, content);

    public string Url(string repository) => $"file://{PathOf(repository)}";

    public CrateSource.Git Source(string repository, string commit) => new(Url(repository), commit, IsTag: false);

    public CrateSource.Git Tag(string repository, string name) => new(Url(repository), name, IsTag: true);

    /// <returns>The commit that was placed in the folder.</returns>
    public Task<string> CheckOutAsync(CrateSource.Git source, string folder, CancellationToken cancellation) =>
        CheckOutAsync(source, CheckoutDepth.Commit, folder, cancellation);

    /// <returns>The commit that was placed in the folder.</returns>
    public async Task<string> CheckOutAsync(CrateSource.Git source, CheckoutDepth depth, string folder, CancellationToken cancellation) =>
        (await PlaceAsync(source, depth, folder, cancellation)).Commit;

    public Task<CheckedOut> PlaceAsync(CrateSource.Git source, CheckoutDepth depth, string folder, CancellationToken cancellation) =>
        Checkout.CheckOutAsync(source, depth, Directory.CreateDirectory(PathOf(folder)).FullName, cancellation);

    /// <summary>The content of the one file that the commits have.</summary>
    public string Content(string folder) => System.IO.File.ReadAllText(Path.Combine(PathOf(folder), "file"));

    /// <summary>Commits one file with this content; makes the repository if there is none.</summary>
    public async Task<string> CommitAsync(string repository, string content, CancellationToken cancellation)
    {
        File($"{repository}/file", content);
        await GitAsync(repository, ["init", "--quiet", "--initial-branch=main"], cancellation);
        await GitAsync(repository, ["add", "file"], cancellation);
        return await CommitAsync(repository, cancellation);
    }

    /// <summary>Commits what was added.</summary>
    public async Task<string> CommitAsync(string repository, CancellationToken cancellation)
    {
        await GitAsync(repository, ["commit", "--quiet", "--message=x"], cancellation);
        return (await GitAsync(repository, ["rev-parse", "HEAD"], cancellation)).Trim();
    }

    public async Task<string> GitAsync(string repository, ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        var command = new CommandSpec("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", .. arguments], PathOf(repository))
        {
            Environment = TrustedPrograms.Environment.SetItem("HOME", Mirrors).SetItem("GIT_CONFIG_NOSYSTEM", "1"),
        };
        var answer = await Programs.AskAsync(command, cancellation);
        Assert.That(answer.IsSuccess, Is.True, answer.Text);
        return answer.Text;
    }

    public void Dispose() => directory.Dispose();

    private sealed class RecordedProcesses : IProcessRunner
    {
        private readonly ProcessRunner processes = new();
        private readonly ConcurrentQueue<CommandSpec> commands = [];

        public IReadOnlyList<CommandSpec> Commands => [.. commands];

        public Task<ProcessResult> RunAsync(CommandSpec command, IOutputSink output, CancellationToken cancellation)
        {
            commands.Enqueue(command);
            return processes.RunAsync(command, output, cancellation);
        }
    }
}
