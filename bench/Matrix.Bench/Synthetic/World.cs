namespace Matrix.Bench.Synthetic;

/// <summary>All crates.</summary>
internal static class World
{
    private const double EverInTrouble = 0.43;

    public static SyntheticCrate[] Create(GenerateOptions options) =>
        [.. Enumerable.Range(0, options.Crates).Select(position => Crate(position, options))];

    private static SyntheticCrate Crate(int position, GenerateOptions options)
    {
        var draw = Draw.For(options.Seed, "crate", number: position);
        var (name, folder) = Name(position, options.Hostile);
        var tests = Shapes.Tests.DrawCount(draw);
        return new SyntheticCrate(name, folder, position, draw.Chance(0.85) ? 0 : draw.Below(options.Sweeps))
        {
            Nature = NatureOf(draw),
            Troubles = draw.Chance(EverInTrouble) ? Troubled(draw, tests) : [],
            // The first crate of crates.io has about 1.5 billion.
            Downloads = (long)(1.5e9 / Math.Pow(position + 1, 0.9)),
            Commit = draw.Hex(40),
            Version = $"{draw.Below(4)}.{draw.Below(30)}.{draw.Below(12)}",
            Seconds = Shapes.Seconds.Draw(draw),
            Targets = tests == 0 ? 0 : Shapes.Targets.DrawCount(draw),
            Tests = tests,
            Units = Shapes.Units.DrawCount(draw),
            BuildMessages = Shapes.BuildMessages.DrawCount(draw),
            TestBuildMessages = Shapes.TestBuildMessages.DrawCount(draw),
            ArtefactBytes = (long)Shapes.ArtefactBytes.Draw(draw),
            Profile = draw.Chance(0.1) ? ["debug-assertions=on", "debuginfo=2", "opt-level=3"] : ["debuginfo=2"],
            Tags = draw.Chance(0.2) ? [draw.Of(["simd", "unwinding", "no-std", "async", "parser", "crypto"])] : [],
        };
    }

    // A hostile name for one crate in fifty, each of them at least once in a large list.
    private static (string Name, string Folder) Name(int position, bool hostile)
    {
        var plain = CrateNames.At(position);
        return hostile && position % 50 == 7
            ? ($"{HostileText.Names[position / 50 % HostileText.Names.Count]}{(position / 50 < HostileText.Names.Count ? "" : position)}", $"hostile-{position}")
            : (plain, plain);
    }

    private static Nature NatureOf(Draw draw) => draw.Share() switch
    {
        < 0.008 => Nature.Skipped,
        < 0.075 => Nature.Broken,
        < 0.085 => Nature.PartlyBroken,
        < 0.115 => Nature.Flaky,
        < 0.120 => Nature.Unequal,
        < 0.122 => Nature.Improved,
        < 0.1225 => Nature.Invalid,
        _ => Nature.Ordinary,
    };

    private static CrateTrouble[] Troubled(Draw draw, int tests)
    {
        var count = draw.Share() switch { < 0.8 => 1, < 0.95 => 2, _ => 2 + draw.Below(4) };
        return
        [
            .. Enumerable.Range(0, count)
                .Select(_ => Weighted(draw))
                .Distinct()
                .Where(trouble => trouble.FailsBuild || tests > 0)
                .Select(trouble => new CrateTrouble(
                    trouble,
                    trouble.FailsBuild ? 0 : Math.Min(Shapes.FailingTests.DrawCount(draw), Math.Max(1, tests / count)),
                    trouble.IsUnwinding && draw.Chance(0.6),
                    draw.Chance(0.5))),
        ];
    }

    private static Trouble Weighted(Draw draw)
    {
        var rest = draw.Share() * Troubles.All.Sum(trouble => trouble.Weight);
        return Troubles.All.First(trouble => (rest -= trouble.Weight) <= 0);
    }
}
