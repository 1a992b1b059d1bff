using System.Collections.Immutable;
using System.Text;

namespace Matrix.Runner.Isolation;

/// <summary>
/// A policy in the language of macOS's sandbox: of all rules that fit, the last one counts. Paths are parameters, so that nothing in a
/// path can be a rule.
/// </summary>
/// <param name="Text">The profile.</param>
/// <param name="Paths">The parameters' values; their names are <c>P0</c>, <c>P1</c>, ….</param>
internal sealed record SeatbeltProfile(string Text, ImmutableArray<string> Paths)
{
    // What compilers and test-suites need is allowed, by default, what leads out of the sandbox is not: other programs, services that start
    // some (launchd, LaunchServices, Apple events), all files but those of the leg. The few services are those of user names and of the log.
    private const string Apart =
        """
        (version 1)
        (allow default)
        (deny signal)
        (allow signal (target same-sandbox))
        (deny process-info*)
        (allow process-info* (target same-sandbox))
        (deny lsopen)
        (deny appleevent-send)
        (deny job-creation)
        (deny file-write*)
        (allow file-write* (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty"))

        """;

    // macOS has one loopback for all: what listens there is the machine's, so it is as far away as the network.
    private const string Offline =
        """
        (deny network*)
        (deny mach-lookup)
        (allow mach-lookup
            (global-name "com.apple.system.opendirectoryd.libinfo")
            (global-name "com.apple.system.opendirectoryd.membership")
            (global-name "com.apple.system.notification_center")
            (global-name "com.apple.system.logger"))

        """;

    /// <param name="hidden">Directories of the machine whose content nobody sees.</param>
    /// <param name="realPath">Where a path leads to: the sandbox knows no symbolic links.</param>
    public static SeatbeltProfile Of(SandboxPolicy policy, ImmutableArray<string> hidden, Func<string, string> realPath)
    {
        // As mounts are: a directory before those inside it, and what is asked for after what is hidden.
        var places = hidden.Concat(policy.Hidden).Select(path => new Place(realPath(path), Sight.Hidden))
            .Concat(policy.Readable.Select(path => new Place(realPath(path), Sight.Readable)))
            .Concat(policy.Writable.Select(path => new Place(realPath(path), Sight.Writable)))
            .GroupBy(place => place.Path)
            .Select(same => same.Last())
            .OrderBy(place => place.Path, StringComparer.Ordinal)
            .ToList();

        var paths = ImmutableArray.CreateBuilder<string>();
        var text = new StringBuilder(Apart).Append(policy.Network ? "" : Offline);
        foreach (var place in places)
        {
            text.Append(Rule(place.Sight, $"(subpath {Parameter(paths, place.Path)})"));
            if (!policy.Network && place.Sight is Sight.Writable)
                text.Append($"(allow network* (subpath {Parameter(paths, place.Path)}))\n");   // sockets that are files
        }

        // Who may enter a directory must be able to look up the ones above it.
        foreach (var above in places.Where(place => place.Sight is not Sight.Hidden).SelectMany(place => Above(place.Path)).Distinct().Order(StringComparer.Ordinal))
            text.Append($"(allow file-read-metadata (literal {Parameter(paths, above)}))\n");
        return new SeatbeltProfile(text.ToString(), paths.ToImmutable());
    }

    private static string Rule(Sight sight, string where) => sight switch
    {
        Sight.Hidden => $"(deny file-read* file-write* {where})\n",
        Sight.Readable => $"(allow file-read* {where})\n(deny file-write* {where})\n",
        _ => $"(allow file-read* file-write* {where})\n",
    };

    private static string Parameter(ImmutableArray<string>.Builder paths, string path)
    {
        if (!paths.Contains(path))
            paths.Add(path);
        return $"(param \"P{paths.IndexOf(path)}\")";
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var above = Path.GetDirectoryName(path); above is not (null or "/"); above = Path.GetDirectoryName(above))
            yield return above;
    }

    private enum Sight
    {
        Hidden,
        Readable,
        Writable,
    }

    private readonly record struct Place(string Path, Sight Sight);
}
