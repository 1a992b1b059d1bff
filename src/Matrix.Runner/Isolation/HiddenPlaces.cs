using System.Collections.Immutable;

namespace Matrix.Runner.Isolation;

/// <summary>What of this machine is private, or shared with other programs: keys and tokens, sockets of services, others' files.</summary>
internal static class HiddenPlaces
{
    private static readonly ImmutableArray<string> Everywhere =
        ["/tmp", "/var/tmp", "/run", "/root", "/home", "/Users", "/var/folders", "/Volumes"];

    public static ImmutableArray<string> Directories()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return [.. Everywhere.Append(home).Where(Directory.Exists).Select(Target).Where(place => place != "/").Distinct()];
    }

    public static string? NameServers()
    {
        const string Settings = "/etc/resolv.conf";
        var target = Target(Settings);
        return target != Settings && File.Exists(target) ? target : null;
    }

    private static string Target(string path) => Processes.Native.Libc.RealPath(path) ?? path;
}
