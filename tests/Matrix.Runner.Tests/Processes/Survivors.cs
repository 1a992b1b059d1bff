using System.Globalization;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Tests.Processes;

internal static class Survivors
{
    /// <summary>The given processes that still run; zombies do not.</summary>
    public static IEnumerable<int> Of(IEnumerable<string> ids)
    {
        var alive = Platform.Current.ProcessTable.Read().Where(entry => !entry.IsZombie).Select(entry => entry.Id).ToHashSet();
        return ids.Select(id => int.Parse(id, CultureInfo.InvariantCulture)).Where(alive.Contains);
    }
}
