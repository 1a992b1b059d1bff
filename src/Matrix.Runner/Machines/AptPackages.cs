using System.Collections.Immutable;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Machines;

/// <summary>Installs packages of Debian and its kin. On a new machine its lists are empty, and another apt may be at work.</summary>
/// <param name="say">Takes one line.</param>
internal sealed class AptPackages(TrustedPrograms programs, Action<string> say)
{
    private const string Program = "/usr/bin/apt-get";
    private const string Unfinished = "dpkg --configure -a";   // what dpkg itself says is to be done
    private const int LongestComplaint = 200;

    // Another apt has its turn first; a mirror that does not answer at once is asked again; and that a list could not be fetched is an error.
    private static readonly ImmutableArray<string> Patient =
        ["-y", "-qq", "-o", "APT::Update::Error-Mode=any", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=3"];

    private bool hasUpdated;

    /// <summary>This system has apt.</summary>
    public static bool IsHere => File.Exists(Program);

    /// <summary>What a person types, as root.</summary>
    public static string Command(IEnumerable<string> packages) => $"apt-get update && apt-get install -y {string.Join(' ', packages)}";

    /// <returns>What speaks against it, in a line; null: they are installed.</returns>
    public async Task<string?> InstallAsync(ImmutableArray<string> packages, CancellationToken cancellation)
    {
        say($"installing {string.Join(' ', packages)}");
        ImmutableArray<string> install = ["install", "--no-install-recommends", .. packages];
        var installed = await AptAsync(install, cancellation);
        if (installed.Text.Contains(Unfinished, StringComparison.Ordinal))
        {
            say($"an earlier installation was interrupted: {Unfinished}");
            await AskAsync("/usr/bin/dpkg", ["--configure", "-a"], cancellation);
            installed = await AptAsync(install, cancellation);
        }

        if (installed.IsSuccess)
            return null;
        if (hasUpdated)
            return Complaint(installed);

        say("apt's lists may be empty or old: apt-get update");
        hasUpdated = true;
        var updated = await AptAsync(["update"], cancellation);
        installed = await AptAsync(install, cancellation);
        return installed.IsSuccess ? null : Complaint(updated.IsSuccess ? installed : updated);
    }

    private Task<ProgramAnswer> AptAsync(ImmutableArray<string> arguments, CancellationToken cancellation) =>
        AskAsync(Program, [.. Patient, .. arguments], cancellation);

    private Task<ProgramAnswer> AskAsync(string program, ImmutableArray<string> arguments, CancellationToken cancellation) => programs.AskAsync(
        new CommandSpec(program, arguments, "/")
        {
            Environment = TrustedPrograms.Environment.SetItem("DEBIAN_FRONTEND", "noninteractive"),
            Limits = ProcessLimits.Default with { Time = TimeSpan.FromMinutes(20), Silence = TimeSpan.FromMinutes(20), Idle = TimeSpan.FromMinutes(20) },
        },
        cancellation);

    // apt's first error says what, and those behind it what follows from it.
    private static string Complaint(ProgramAnswer answer)
    {
        var said = answer.Text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("E: ", StringComparison.Ordinal)) ?? answer.Exit.ToString();
        return said.Length <= LongestComplaint ? said : said[..LongestComplaint] + "…";
    }
}

/// <summary>Which of the system packages that crates want are not installed. Knows Debian and what derives from it; elsewhere none is missed.</summary>
internal static class SystemPackages
{
    private const string Installed = "ii"; // wanted, and installed

    public static async Task<IReadOnlySet<string>> MissingAsync(
        IReadOnlyCollection<string> wanted, TrustedPrograms programs, CancellationToken cancellation)
    {
        if (wanted.Count == 0 || !File.Exists("/usr/bin/dpkg-query"))
            return new HashSet<string>();

        // Exits with 1 as soon as one is unknown, and still tells about the others.
        var answer = await programs.AskAsync("/usr/bin/dpkg-query", ["--show", "--showformat=${db:Status-Abbrev}\\t${Package}\\n", .. wanted], cancellation);
        return wanted.Except(Parse(answer.Text)).ToHashSet();
    }

    /// <param name="text">Lines of status and name: <c>ii \tcmake</c>.</param>
    public static IEnumerable<string> Parse(string text) =>
        text.Split('\n')
            .Select(line => line.Split('\t'))
            .Where(parts => parts.Length == 2 && parts[0].StartsWith(Installed, StringComparison.Ordinal))
            .Select(parts => parts[1]);
}
