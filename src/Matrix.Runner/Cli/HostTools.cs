using Matrix.Runner.Isolation;
using Matrix.Runner.Machines;
using Matrix.Runner.Processes;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Cli;

/// <summary>What every command needs of this machine, put together in one place: processes, programs, a sandbox, a toolchain.</summary>
/// <param name="say">Takes one line for whoever started the command.</param>
internal sealed class HostTools(CheckoutPaths checkout, Action<string> say)
{
    // Of the process: made when somebody is asked, which most commands never do.
    private static readonly HttpClient Client = new();

    private static string SearchPath => Environment.GetEnvironmentVariable("PATH") ?? "";

    public ProcessRunner Processes { get; } = new();

    public TrustedPrograms Programs => new(Processes);

    /// <summary>Those of the server that rustup is told to use.</summary>
    public INightlies Nightlies => field ??= new Nightlies(
        Client, Environment.GetEnvironmentVariable("RUSTUP_DIST_SERVER") ?? "https://static.rust-lang.org", Machine.Triple, TimeProvider.System);

    public NeededPrograms Needed => new(Programs, say);

    public Task<ChosenSandbox> ChooseSandboxAsync(IsolationMode mode, CancellationToken cancellation) =>
        new Sandboxes(Processes, SearchPath).ChooseAsync(mode, cancellation);

    public Task<Toolchain> ProvideToolchainAsync(ToolchainRequest request, CancellationToken cancellation)
    {
        var installer = new ToolchainInstaller(Processes, checkout.BuildFromDebian, say);
        return new ToolchainProvider(new ToolchainFinder(Programs), installer, Nightlies, checkout.BuiltToolchain, say).ProvideAsync(request, cancellation);
    }
}
