using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Machines;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Cli;

/// <summary>Looks for each thing that a sweep needs, and says what it found.</summary>
internal sealed class Setup(Installation installation, string? configPath)
{
    private readonly Workbench workbench = new(installation, Say);

    private static readonly ImmutableArray<NeededProgram> Programs =
    [
        new("git", "git", "checks out crates", IsNeeded: true),
        new("cc", "gcc", "links what rustc compiles", IsNeeded: true),
        new("rustup", "rustup", "finds and installs toolchains (https://rustup.rs)", IsNeeded: false),
        new("bwrap", "bubblewrap", "keeps foreign code apart from this machine", IsNeeded: false),
    ];

    public async Task<ExitCode> ExecuteAsync(string? toolchain, bool mayInstall, CancellationToken cancellation)
    {
        var config = configPath is null ? ConfigLoader.Load(installation.Config) : ConfigLoader.LoadNamed(configPath);
        var missing = await MissingAsync([.. Programs.Where(program => program.Program != "bwrap" || !OperatingSystem.IsMacOS())], cancellation);
        if (mayInstall && missing.Length > 0 && AptPackages.IsHere && Environment.IsPrivilegedProcess)
            missing = await InstalledAsync(missing, cancellation);
        Explain(missing);

        var isolation = await workbench.ChooseSandboxAsync(config.Isolation, cancellation);
        Say(isolation.Warning is { } warning ? $"isolation: {warning}" : $"isolation: {isolation.Sandbox.Name}");

        Say($"limits of memory and processes: {Keeper}");

        await workbench.ProvideToolchainAsync(ToolchainRequest.Of(toolchain, config, mayInstall), cancellation);
        var cannot = missing.Any(program => program.IsNeeded);
        Say(cannot ? "a sweep cannot run yet: see above" : "a sweep can run: ./matrix sweep");
        return cannot ? ExitCode.Environment : ExitCode.Ok;
    }

    // In Processes/Native alone is it asked which system this is.
    private static string Keeper => Processes.Native.Platform.Current.ControlGroups is { LimitMemory: true }
        ? "kept by the kernel (control groups)"
        : "looked at every moment; the kernel keeps them in a control group of one's own: as root, or by systemd-run --user --scope -p Delegate=yes ./matrix …";

    private async Task<ImmutableArray<NeededProgram>> MissingAsync(ImmutableArray<NeededProgram> wanted, CancellationToken cancellation)
    {
        var missing = ImmutableArray.CreateBuilder<NeededProgram>();
        foreach (var program in wanted)
        {
            var answer = await workbench.Programs.AskAsync(program.Program, ["--version"], cancellation);
            if (answer.IsSuccess)
                Say($"{program.Program}: {answer.FirstLine}");
            else
                missing.Add(program);
        }

        return missing.ToImmutable();
    }

    // One at a time: that an archive lacks one is no reason to go without the others.
    private async Task<ImmutableArray<NeededProgram>> InstalledAsync(ImmutableArray<NeededProgram> missing, CancellationToken cancellation)
    {
        var apt = new AptPackages(workbench.Programs, Say);
        foreach (var program in missing)
        {
            if (await apt.InstallAsync(program.Package, cancellation) is { } complaint)
                Say($"{program.Package} could not be installed: {complaint}");
        }

        return await MissingAsync(missing, cancellation);
    }

    private static void Explain(ImmutableArray<NeededProgram> missing)
    {
        foreach (var program in missing)
            Say($"{program.Program}: missing; it {program.Purpose}");
        if (missing.Select(program => program.Package).ToList() is { Count: > 0 } packages)
            Say(AptPackages.IsHere ? $"as root: {AptPackages.Command(packages)}" : $"install {string.Join(", ", packages)} with this system's package manager");
    }

    private static void Say(string line) => Console.Out.WriteLine(line);

    /// <param name="Package">Debian's.</param>
    /// <param name="Purpose">What it does.</param>
    /// <param name="IsNeeded">Nothing works without it.</param>
    private sealed record NeededProgram(string Program, string Package, string Purpose, bool IsNeeded);
}
