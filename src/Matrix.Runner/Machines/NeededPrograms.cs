using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Machines;

/// <summary>The programs of the machine that a sweep needs. On Debian and its kin root installs those that are missing.</summary>
/// <param name="say">Takes one line.</param>
internal sealed class NeededPrograms(TrustedPrograms programs, Action<string> say)
{
    private static readonly ImmutableArray<NeededProgram> Needed =
    [
        new("git", ["git", "ca-certificates"], "checks out crates", IsNeeded: true),
        new("cc", ["gcc", "libc6-dev"], "links what rustc compiles", IsNeeded: true),
    ];

    private static readonly NeededProgram Rustup = new("rustup", ["rustup"], "finds and installs toolchains (https://rustup.rs)", IsNeeded: false);
    private static readonly NeededProgram Bubblewrap = new("bwrap", ["bubblewrap"], "keeps foreign code apart from this machine", IsNeeded: false);

    /// <summary>Makes sure of what a sweep cannot do without, and of its sandbox where it is to have one.</summary>
    /// <exception cref="MatrixException">One that is needed is missing, and could not be installed.</exception>
    public async Task RequireAsync(bool withSandbox, bool mayInstall, CancellationToken cancellation)
    {
        var missing = await CompleteAsync([.. Needed, .. Sandbox(withSandbox)], mayInstall, tell: false, cancellation);
        if (missing.FirstOrDefault(program => program.IsNeeded) is { } first)
            throw new MatrixException(ExitCode.Environment, $"{first.Program} is missing; it {first.Purpose}", Remedy(missing));
    }

    /// <summary>Looks for all of them, and tells what it finds, what it installs, and what is missing after that.</summary>
    /// <returns>Nothing that is needed is missing.</returns>
    public async Task<bool> TellAsync(bool mayInstall, CancellationToken cancellation)
    {
        var missing = await CompleteAsync([.. Needed, Rustup, .. Sandbox(isWanted: true)], mayInstall, tell: true, cancellation);
        foreach (var program in missing)
            say($"{program.Program}: missing; it {program.Purpose}");
        if (missing.Length > 0)
            say(Remedy(missing));
        return !missing.Any(program => program.IsNeeded);
    }

    private static IEnumerable<NeededProgram> Sandbox(bool isWanted) => isWanted && !OperatingSystem.IsMacOS() ? [Bubblewrap] : [];

    private async Task<ImmutableArray<NeededProgram>> CompleteAsync(
        ImmutableArray<NeededProgram> wanted, bool mayInstall, bool tell, CancellationToken cancellation)
    {
        var missing = await MissingAsync(wanted, tell, cancellation);
        if (!mayInstall || missing.IsEmpty || !AptPackages.IsHere || !Environment.IsPrivilegedProcess)
            return missing;

        // One at a time: that an archive lacks one is no reason to go without the others.
        var apt = new AptPackages(programs, say);
        foreach (var program in missing)
        {
            if (await apt.InstallAsync(program.Packages, cancellation) is { } complaint)
                say($"{program.Packages[0]} could not be installed: {complaint}");
        }

        return await MissingAsync(missing, tell, cancellation);
    }

    private async Task<ImmutableArray<NeededProgram>> MissingAsync(ImmutableArray<NeededProgram> wanted, bool tell, CancellationToken cancellation)
    {
        var missing = ImmutableArray.CreateBuilder<NeededProgram>();
        foreach (var program in wanted)
        {
            var answer = await programs.AskAsync(program.Program, ["--version"], cancellation);
            if (!answer.IsSuccess)
                missing.Add(program);
            else if (tell)
                say($"{program.Program}: {answer.FirstLine}");
        }

        return missing.ToImmutable();
    }

    private static string Remedy(ImmutableArray<NeededProgram> missing) => AptPackages.IsHere
        ? $"as root: {AptPackages.Command(missing.SelectMany(program => program.Packages))}"
        : $"install {string.Join(", ", missing.Select(program => program.Packages[0]))} with this system's package manager";

    /// <param name="Packages">Debian's; the first gives it its name.</param>
    /// <param name="Purpose">What it does.</param>
    /// <param name="IsNeeded">Nothing works without it.</param>
    private sealed record NeededProgram(string Program, ImmutableArray<string> Packages, string Purpose, bool IsNeeded);
}
