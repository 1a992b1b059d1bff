using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Cli;

/// <summary>Looks for each thing that a sweep needs, and says what it found.</summary>
internal sealed class Setup(CheckoutPaths installation, string? configPath)
{
    private readonly HostTools workbench = new(installation, Say);

    public async Task<ExitCode> ExecuteAsync(string? toolchain, bool mayInstall, CancellationToken cancellation)
    {
        var config = configPath is null ? ConfigLoader.Load(installation.Config) : ConfigLoader.LoadNamed(configPath);
        var isComplete = await workbench.Needed.TellAsync(mayInstall, cancellation);
        var isolation = await workbench.ChooseSandboxAsync(config.Isolation, cancellation);
        Say(isolation.Warning is { } warning ? $"isolation: {warning}" : $"isolation: {isolation.Sandbox.Name}");

        Say($"limits of memory and processes: {Keeper}");

        Say($"nightlies: {(await workbench.Nightlies.NewestAsync(cancellation)).Words}");

        await workbench.ProvideToolchainAsync(ToolchainRequest.Of(toolchain, config, mayInstall), cancellation);
        Say((isComplete, isolation.Warning) switch
        {
            (false, _) => "a sweep cannot run yet: see above",
            (true, null) => "a sweep can run: ./matrix sweep",
            (true, _) => "a sweep can run, but WITHOUT isolation: see above",
        });
        return isComplete ? ExitCode.Ok : ExitCode.Environment;
    }

    // In Processes/Native alone is it asked which system this is.
    private static string Keeper => Processes.Native.Platform.Current.ControlGroups is { LimitMemory: true }
        ? "kept by the kernel (control groups)"
        : "looked at every moment; the kernel keeps them in a control group of one's own: as root, or by systemd-run --user --scope -p Delegate=yes ./matrix …";

    private static void Say(string line) => Console.Out.WriteLine(line);
}
