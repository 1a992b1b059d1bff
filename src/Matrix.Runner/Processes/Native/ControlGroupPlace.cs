namespace Matrix.Runner.Processes.Native;

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
