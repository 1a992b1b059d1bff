using System.Globalization;

namespace Matrix.Runner.Processes.Native;

/// <summary>The control group of one command: whatever it starts is in it, and cannot leave.</summary>
internal sealed class ControlGroup : IDisposable
{
    private readonly string path;

    private ControlGroup(string path) => this.path = path;

    /// <summary>Who writes its id there is in the group, with all that it starts from then on.</summary>
    public string Joins => Path.Combine(path, "cgroup.procs");

    /// <summary>Else the memory controller is not to be had.</summary>
    public bool LimitsMemory => File.Exists(Path.Combine(path, "memory.max"));

    public bool RanOutOfMemory => ValueOf("memory.events", "oom_kill") > 0;

    public bool RanOutOfProcesses => ValueOf("pids.events", "max") > 0;

    /// <summary>The most that it held at once, pages of files included; null where the kernel (before 5.19) does not tell.</summary>
    public long? PeakMemoryBytes => long.TryParse(Read("memory.peak"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    public IEnumerable<int> Members =>
        Read("cgroup.procs").Split('\n').Select(line => int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0);

    /// <param name="processes">And threads.</param>
    public static ControlGroup Make(string path, long memoryBytes, int processes)
    {
        Directory.CreateDirectory(path);
        var group = new ControlGroup(path);
        group.Set("memory.max", memoryBytes);
        group.Set("memory.swap.max", 0);
        group.Set("memory.oom.group", 1);   // half a build proves nothing
        group.Set("pids.max", processes);
        return group;
    }

    /// <summary>Kills all of it at once (from Linux 5.14).</summary>
    public void Kill() => Set("cgroup.kill", 1);

    public void Dispose() => Remove(path);

    /// <summary>Leaves what is still in use.</summary>
    public static void Remove(string path)
    {
        try
        {
            foreach (var inner in Directory.EnumerateDirectories(path))
                Remove(inner);

            // The files of a group cannot be removed and need not be: only rmdir will do.
            Directory.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A process of it is still ending; who comes after us removes it.
        }
    }

    // A controller that is not there has no file.
    private void Set(string file, long value)
    {
        var full = Path.Combine(path, file);
        if (File.Exists(full))
            File.WriteAllText(full, value.ToString(CultureInfo.InvariantCulture));
    }

    private long ValueOf(string file, string name) => Read(file).Split('\n')
        .Where(line => line.StartsWith($"{name} ", StringComparison.Ordinal))
        .Select(line => long.TryParse(line[(name.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0)
        .FirstOrDefault();

    private string Read(string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(path, file)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
