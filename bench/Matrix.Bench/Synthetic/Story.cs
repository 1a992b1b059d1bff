using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>
/// What happened over the sweeps: unwinding comes to Linux for some crates and goes again for half of them, intrinsics are implemented one
/// after the other, crates join, a platform is younger than the others, some shards are lost.
/// </summary>
internal sealed class Story(GenerateOptions options)
{
    private static readonly DateTimeOffset Latest = new(2026, 11, 15, 3, 0, 0, TimeSpan.Zero);

    private int UnwindingComes => options.Sweeps * 4 / 10;

    private int UnwindingGoes => options.Sweeps * 3 / 4;

    /// <summary>From 0; the last is now.</summary>
    public int Now => options.Sweeps - 1;

    public DateTimeOffset StartOf(int sweep) => Latest.AddDays(7 * (sweep - Now));

    /// <summary>Changes at some sweeps only, as the backend is synced into rustc now and then.</summary>
    public static int BackendAge(int sweep) => (sweep * 3 / 10) + (sweep / 17);

    public bool CatchesPanics(Platform platform, int sweep) => platform.Os == "linux" && sweep >= UnwindingComes && sweep < UnwindingGoes;

    /// <summary>Whether a shard of a platform was swept at all.</summary>
    public bool Ran(Platform platform, int shard, int sweep) =>
        sweep == Now || (sweep >= FirstSweepOf(platform) && !Draw.For(options.Seed, "lost", platform.Name, number: (sweep * 1000) + shard).Chance(0.02));

    public CrateState StateOf(SyntheticCrate crate, Platform platform, int sweep)
    {
        if (crate.Nature == Nature.Skipped)
            return CrateState.Of(VerdictKind.Skipped);

        var draw = Draw.For(options.Seed, "state", crate.Commit, platform.Name, sweep);
        if (draw.Chance(0.012))
            return new CrateState(VerdictKind.Inconclusive, [new ActiveTrouble(draw.Of(Troubles.Environmental), 0, false)]);

        if (crate.Nature == Nature.Broken || (crate.Nature == Nature.Flaky && draw.Chance(0.35)) || draw.Chance(0.001))
            return CrateState.Of(crate.Nature == Nature.Broken ? VerdictKind.Broken : VerdictKind.Flaky);

        var active = Active(crate, platform, sweep);
        return active.Length > 0 && crate.Nature != Nature.Invalid
            ? new CrateState(crate.Nature == Nature.PartlyBroken && !active[0].Trouble.FailsBuild ? VerdictKind.PartlyBroken : VerdictKind.Regressed, active)
            : CrateState.Of(Untroubled(crate.Nature));
    }

    private static VerdictKind Untroubled(Nature nature) => nature switch
    {
        Nature.Unequal => VerdictKind.Unequal,
        Nature.Improved => VerdictKind.Improved,
        Nature.Invalid => VerdictKind.Invalid,
        Nature.PartlyBroken => VerdictKind.Broken,
        _ => VerdictKind.Compatible,
    };

    // What fails a build hides what would fail behind it, unless it is a flag that can be left out.
    private ActiveTrouble[] Active(SyntheticCrate crate, Platform platform, int sweep)
    {
        var biting = crate.Troubles.Where(trouble => Bites(trouble, platform, sweep)).OrderBy(trouble => trouble.Trouble.Phase).ToArray();
        if (biting.Length == 0)
            return [];

        var first = biting[0].Trouble;
        var shown = first.FailsBuild && first.Class != FailureClass.UnsupportedFlag ? biting[..1] : biting;
        return [.. shown.Select((trouble, position) => new ActiveTrouble(trouble.Trouble, trouble.Tests, first.FailsBuild && position > 0))];
    }

    private bool Bites(CrateTrouble trouble, Platform platform, int sweep)
    {
        if (trouble.Trouble.Arch is { } arch && arch != platform.Arch)
            return false;

        var isMended = trouble.Mended && platform.Os == "linux" && sweep >= UnwindingComes && (sweep < UnwindingGoes || !trouble.Relapses);
        return !isMended && sweep < trouble.Trouble.MendedAfter * options.Sweeps;
    }

    private int FirstSweepOf(Platform platform) =>
        options.Platforms.Count > 1 && platform.Name == options.Platforms[^1] ? options.Sweeps * 20 / 52 : 0;
}

/// <summary>What becomes of a crate in a sweep on a platform.</summary>
/// <param name="Troubles">What it fails for, the build's first.</param>
internal sealed record CrateState(VerdictKind Kind, IReadOnlyList<ActiveTrouble> Troubles)
{
    public static CrateState Of(VerdictKind kind) => new(kind, []);

    public bool Fails => Kind is not (VerdictKind.Compatible or VerdictKind.Skipped);
}

/// <param name="Tests">How many fail for it.</param>
/// <param name="Behind">It only shows once the build's trouble is out of the way.</param>
internal readonly record struct ActiveTrouble(Trouble Trouble, int Tests, bool Behind);
