using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>The ledger of a crate.</summary>
internal static class Intrinsics
{
    private static readonly ILookup<string?, string> OfArch = Troubles.All
        .Where(trouble => trouble.Class == FailureClass.SimdIntrinsic)
        .ToLookup(trouble => trouble.Arch, trouble => trouble.Subclass!);

    /// <summary>One crate in sixteen carries intrinsics that no test of it runs into.</summary>
    public static IReadOnlyList<LedgerEntry> Unhit(Scene scene)
    {
        var draw = scene.Draw("ledger");
        return draw.Chance(0.06) ? [.. Seen(scene, draw)] : [];
    }

    public static IReadOnlyList<LedgerEntry> Hit(Scene scene, IReadOnlyList<Cause> causes)
    {
        var hit = causes.Where(cause => cause.Class == FailureClass.SimdIntrinsic).Select(cause => Entry(scene, cause.Subclass!, LedgerState.Hit) with { Tests = cause.Tests });
        LedgerEntry[] entries = [.. hit];
        return entries.Length == 0 ? [] : [.. Seen(scene, scene.Draw("ledger")), .. entries];
    }

    private static IEnumerable<LedgerEntry> Seen(Scene scene, Draw draw)
    {
        string[] names = [.. OfArch[scene.Platform.Arch]];
        if (names.Length == 0)
            yield break;

        var (count, first) = (Math.Min(names.Length, Shapes.Warned.DrawCount(draw)), draw.Below(names.Length));
        var chosen = Enumerable.Range(first, count).Select(position => names[position % names.Length]).ToArray();
        foreach (var name in chosen)
            yield return Entry(scene, name, LedgerState.Warned) with { Package = draw.Chance(0.5) ? scene.Crate.Package : "memchr 2.7.6" };
        foreach (var name in chosen.Take((count + 1) / 2))
            yield return Entry(scene, name, LedgerState.Linked) with { TestTarget = $"lib {scene.Crate.Folder.Replace('-', '_')}" };
    }

    private static LedgerEntry Entry(Scene scene, string intrinsic, LedgerState state) =>
        new() { Intrinsic = intrinsic, State = state, Backend = BackendName.Cranelift, Crate = scene.Crate.Name, Target = scene.Platform.Target };
}
