using System.Diagnostics;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Processes;

/// <summary>Ends a whole tree: asks, waits, then kills until nothing is left of it.</summary>
internal static class TreeEnd
{
    private static readonly TimeSpan KillingTakes = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenKills = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(30);

    public static async Task EndAsync(ProcessTree tree, TimeSpan grace)
    {
        if (grace > TimeSpan.Zero)
        {
            Signal(tree, Libc.SigTerm);
            Signal(tree, Platform.Current.SigCont);   // what is stopped could not obey
            if (await IsGoneWithinAsync(tree, grace))
                return;
        }

        var started = Stopwatch.GetTimestamp();
        do
        {
            Signal(tree, Libc.SigKill);
        }
        while (!await IsGoneWithinAsync(tree, BetweenKills) && Stopwatch.GetElapsedTime(started) < KillingTakes);
    }

    public static async Task<bool> IsGoneWithinAsync(ProcessTree tree, TimeSpan wait)
    {
        var started = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; tree.Living().Length > 0; pause = pause < LongestPause ? pause * 2 : pause)
        {
            if (Stopwatch.GetElapsedTime(started) >= wait)
                return false;

            await Task.Delay(pause);
        }

        return true;
    }

    // The group at once, so that nothing in it can fork its way past the list. Its number is still the root's own: the root is not
    // reaped before all of this is over.
    private static void Signal(ProcessTree tree, int signal)
    {
        if (signal == Libc.SigKill)
            tree.Group?.Kill();
        _ = Libc.Kill(-tree.Root, signal);
        foreach (var member in tree.Living().Where(member => member.Group != tree.Root))
            _ = Libc.Kill(member.Id, signal);
    }
}
