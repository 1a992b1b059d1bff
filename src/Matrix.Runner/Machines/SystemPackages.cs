using Matrix.Runner.Processes;

namespace Matrix.Runner.Machines;

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
