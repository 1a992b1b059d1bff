using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Cli;

/// <summary>Looks for each thing that a sweep needs, and says what it found.</summary>
internal sealed class Setup(Installation installation, string? configPath)
{
    private readonly Workbench workbench = new(installation, Say);

    // Program, Debian's package, what for.
    private static readonly ImmutableArray<(string Program, string Package, string Purpose, bool Needed)> Programs =
    [
        ("git", "git", "checks out crates", true),
        ("cc", "gcc", "links what rustc compiles", true),
        ("rustup", "rustup", "finds and installs toolchains", false),
        ("bwrap", "bubblewrap", "keeps foreign code apart from this machine", false),
    ];

    public async Task<ExitCode> ExecuteAsync(string? toolchain, bool mayInstall, CancellationToken cancellation)
    {
        var config = configPath is null ? ConfigLoader.Load(installation.Config) : ConfigLoader.LoadNamed(configPath);
        var missing = false;
        foreach (var (program, package, purpose, needed) in Programs.Where(program => program.Program != "bwrap" || !OperatingSystem.IsMacOS()))
            missing |= !await HasAsync(program, package, purpose, mayInstall, cancellation) && needed;

        var isolation = await workbench.ChooseSandboxAsync(config.Isolation, cancellation);
        Say(isolation.Warning is { } warning ? $"isolation: {warning}" : $"isolation: {isolation.Sandbox.Name}");

        Say($"limits of memory and processes: {Keeper}");

        await workbench.ProvideToolchainAsync(ToolchainRequest.Of(toolchain, config, mayInstall), cancellation);
        Say(missing ? "a sweep cannot run yet: see above" : "a sweep can run: ./matrix sweep");
        return missing ? ExitCode.Environment : ExitCode.Ok;
    }

    // In Processes/Native alone is it asked which system this is.
    private static string Keeper => Processes.Native.Platform.Current.ControlGroups is { LimitMemory: true }
        ? "kept by the kernel (control groups)"
        : "looked at every moment; the kernel keeps them in a control group of one's own: as root, or by systemd-run --user --scope -p Delegate=yes ./matrix …";

    private async Task<bool> HasAsync(string program, string package, string purpose, bool mayInstall, CancellationToken cancellation)
    {
        var programs = workbench.Programs;
        var answer = await programs.AskAsync(program, ["--version"], cancellation);
        if (!answer.IsSuccess && mayInstall && OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            Say($"{program}: not there; installing the package {package}");
            await programs.AskAsync("apt-get", ["install", "-y", "-qq", package], cancellation);
            answer = await programs.AskAsync(program, ["--version"], cancellation);
        }

        Say(answer.IsSuccess
            ? $"{program}: {answer.FirstLine}"
            : $"{program}: missing; it {purpose}. Install the package {package}.");
        return answer.IsSuccess;
    }

    private static void Say(string line) => Console.Out.WriteLine(line);
}
