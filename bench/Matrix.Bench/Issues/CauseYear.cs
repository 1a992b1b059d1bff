using Matrix.Bench.Synthetic;

namespace Matrix.Bench.Issues;

/// <summary>All causes of a year, and which crate fails for which in a week. The same options give the same year.</summary>
internal sealed class CauseYear
{
    // Few weeks are like the one before: a crate gives no answer now and then, and what a test shows by luck alone is away for a week.
    private const double NoAnswer = 0.012;
    private const double AwayForAWeek = 0.01;

    private readonly YearOptions options;
    private readonly IReadOnlyList<CauseLife> causes;

    public CauseYear(YearOptions options)
    {
        this.options = options;
        Generated = new GenerateOptions(options.Crates, YearOptions.Platforms, options.Weeks, 1, options.Seed, options.Work, Hostile: false);
        Crates = World.Create(Generated);

        // Half of the crates never fail for anything.
        SyntheticCrate[] prone = [.. Crates.Where(crate => crate is { Nature: Nature.Ordinary } && crate.Position % 2 == 0)];
        causes = [.. Kinds().Take(options.Causes).Select((trouble, number) => LifeOf(trouble, number, prone))];
    }

    public GenerateOptions Generated { get; }

    public IReadOnlyList<SyntheticCrate> Crates { get; }

    /// <summary>The week whose results it repeats: itself, but for the quiet one.</summary>
    public int Like(int week) => week == options.QuietWeek ? week - 1 : week;

    public bool GivesAnswer(SyntheticCrate crate, string platform, int week) => !Draw.For(options.Seed, "answer", crate.Name, platform, Like(week)).Chance(NoAnswer);

    public ILookup<(string Crate, string Platform), Trouble> FailuresIn(int week)
    {
        var like = Like(week);
        return causes
            .Where(cause => !Draw.For(options.Seed, "away", cause.Trouble.Signature, number: like).Chance(AwayForAWeek))
            .SelectMany(cause => cause.CratesIn(like).SelectMany(crate => cause.PlatformsIn(like).Select(platform => (crate.Name, platform, cause.Trouble))))
            .ToLookup(failing => (failing.Name, failing.platform), failing => failing.Trouble);
    }

    // Those of a real sweep; then those again that only their words tell apart, with other words.
    private static IEnumerable<Trouble> Kinds() => Troubles.All.Concat(Enumerable.Range(1, int.MaxValue).SelectMany(round => Troubles.All
        .Where(trouble => trouble.Words is not null)
        .Select(trouble => trouble with { Words = $"{trouble.Words}, {Letters(round)}" })));

    // In signatures all numbers are alike.
    private static string Letters(int number) => number < 26 ? $"{(char)('a' + number)}" : Letters(number / 26) + Letters(number % 26);

    private CauseLife LifeOf(Trouble trouble, int number, IReadOnlyList<SyntheticCrate> prone)
    {
        var draw = Draw.For(options.Seed, "cause", trouble.Signature, number: number);
        var course = draw.Share() switch
        {
            < 0.58 => CauseCourse.Lasts,
            < 0.70 => CauseCourse.Appears,
            < 0.80 => CauseCourse.Vanishes,
            < 0.87 => CauseCourse.ComesBack,
            < 0.94 => CauseCourse.Spreads,
            _ => CauseCourse.Doubles,
        };
        var turn = 4 + draw.Below(Math.Max(1, options.Weeks - 10));
        var possible = YearOptions.Platforms.Where(platform => trouble.Arch is null || platform.EndsWith(trouble.Arch, StringComparison.Ordinal));
        string[] platforms = [.. possible.OrderBy(_ => draw.Share())];
        var crates = draw.Share() switch { < 0.45 => 1, < 0.7 => 2 + draw.Below(2), < 0.9 => 4 + draw.Below(5), _ => 9 + draw.Below(20) };
        var bitten = Enumerable.Range(0, crates * (course == CauseCourse.Doubles ? 2 : 1)).Select(_ => draw.Of(prone)).Distinct();
        var isWide = course == CauseCourse.Spreads || draw.Chance(0.6);
        return new CauseLife(trouble, course, turn, turn + 5 + draw.Below(8), isWide ? platforms : platforms[..1], [.. bitten]);
    }
}
