using System.Globalization;

namespace Matrix.Runner.Processes.Native;

/// <summary>Makes control groups (version 2) for commands, where this process may: as root, or in a subtree that was delegated to it.</summary>
internal sealed class ControlGroups
{
    private const string Enabled = "cgroup.subtree_control";
    private static readonly string[] Wanted = ["memory", "pids"];

    private readonly string home;
    private int made;

    private ControlGroups(string home)
    {
        this.home = home;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ControlGroup.Remove(home);
    }

    /// <summary>The kernel keeps the memory limit; else only the group's end and its members are of use.</summary>
    public bool LimitMemory => File.ReadAllText(Path.Combine(home, Enabled)).Contains("memory", StringComparison.Ordinal);

    /// <summary>Null where there is no version 2, or where no group may be made.</summary>
    public static ControlGroups? Open()
    {
        try
        {
            return ControlGroupPlace.Find(File.ReadAllText("/proc/self/mountinfo"), File.ReadAllText("/proc/self/cgroup")) is { } place ? Open(place) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static ControlGroups Open(ControlGroupPlace place)
    {
        // The root of all groups alone may have both processes and groups, and it has no type.
        var parent = File.Exists(Path.Combine(place.Top, "cgroup.type")) ? place.Own : place.Top;
        RemoveLeftovers(parent);
        var home = Directory.CreateDirectory(Path.Combine(parent, Name(Environment.ProcessId))).FullName;
        try
        {
            if (parent != place.Top && !MayEnable(parent))
                MoveAway(parent, Path.Combine(home, "runner"));
            Enable(parent);
            Enable(home);
            return new ControlGroups(home);
        }
        catch
        {
            ControlGroup.Remove(home);
            throw;
        }
    }

    /// <summary>Null where it cannot be made: the limits are looked at all the same.</summary>
    public ControlGroup? Make(long memoryBytes, int processes)
    {
        try
        {
            return ControlGroup.Make(Path.Combine(home, Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture)), memoryBytes, processes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Name(int process) => $"matrix-{process}";

    // Of tools that were killed. A group that is not empty cannot be removed, so none that is in use goes.
    private static void RemoveLeftovers(string parent)
    {
        foreach (var left in Directory.EnumerateDirectories(parent, "matrix-*").Where(left => !Directory.Exists($"/proc/{Path.GetFileName(left)["matrix-".Length..]}")))
            ControlGroup.Remove(left);
    }

    private static bool MayEnable(string group) => File.ReadAllText(Path.Combine(group, "cgroup.procs")).Length == 0;

    // A group with processes of its own cannot hand out controllers. We and who started us step aside; anybody else's stay where they are.
    private static void MoveAway(string group, string aside)
    {
        var ours = new LinuxProcessTable().Lineage(Environment.ProcessId);
        var there = File.ReadAllLines(Path.Combine(group, "cgroup.procs")).Select(int.Parse).ToList();
        if (!there.TrueForAll(ours.Contains))
            throw new IOException($"other programs are in the control group {group}");

        Directory.CreateDirectory(aside);
        foreach (var process in there)
            File.WriteAllText(Path.Combine(aside, "cgroup.procs"), process.ToString(CultureInfo.InvariantCulture));
    }

    private static void Enable(string group)
    {
        var there = File.ReadAllText(Path.Combine(group, "cgroup.controllers")).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var controller in Wanted.Intersect(there))
            File.WriteAllText(Path.Combine(group, Enabled), $"+{controller}");
    }
}

/// <summary>Where the unified hierarchy of control groups is, and which group is ours: https://docs.kernel.org/admin-guide/cgroup-v2.html</summary>
/// <param name="Top">Directory of the topmost group that can be seen.</param>
/// <param name="Own">Directory of the group that this process is in.</param>
internal sealed record ControlGroupPlace(string Top, string Own)
{
    // mountinfo: 36 35 98:0 /root /mount/point options… - type source options; see proc(5).
    private const int Root = 3;
    private const int MountPoint = 4;

    /// <param name="mounts">What /proc/self/mountinfo says.</param>
    /// <param name="membership">What /proc/self/cgroup says; the line of the unified hierarchy begins with 0.</param>
    /// <returns>Null where there is none.</returns>
    public static ControlGroupPlace? Find(string mounts, string membership)
    {
        var mount = mounts.Split('\n').Where(line => line.Contains(" - cgroup2 ", StringComparison.Ordinal)).Select(line => line.Split(' ')).FirstOrDefault();
        var path = membership.Split('\n').Where(line => line.StartsWith("0::/", StringComparison.Ordinal)).Select(line => line["0::".Length..]).FirstOrDefault();
        if (mount is null || path is null)
            return null;

        // In a container that sees the host's names, the mount shows a part of the hierarchy only.
        var root = mount[Root].TrimEnd('/');
        return path == root || path.StartsWith($"{root}/", StringComparison.Ordinal)
            ? new ControlGroupPlace(mount[MountPoint], $"{mount[MountPoint]}{path[root.Length..]}".TrimEnd('/'))
            : null;
    }
}
