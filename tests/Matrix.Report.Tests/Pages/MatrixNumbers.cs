using System.Text.Json;

namespace Matrix.Report.Tests.Pages;

/// <summary>Sums over the crates of a <c>matrix.json</c>, made without looking at any sum in it.</summary>
internal sealed class MatrixNumbers(JsonElement document)
{
    private readonly Dictionary<string, string> goalOfClass = document.GetProperty("goals").EnumerateArray()
        .SelectMany(goal => Strings(goal.GetProperty("classes")).Select(name => (Class: name, Goal: goal.GetProperty("goal").GetString()!)))
        .ToDictionary(pair => pair.Class, pair => pair.Goal);

    public JsonElement Document => document;

    public IReadOnlyList<JsonElement> Crates { get; } = [.. document.GetProperty("crates").EnumerateArray()];

    public IReadOnlyList<string> Platforms { get; } = [.. document.GetProperty("platforms").EnumerateObject().Select(platform => platform.Name)];

    public IReadOnlyList<string> Goals => [.. document.GetProperty("goals").EnumerateArray().Select(goal => goal.GetProperty("goal").GetString()!)];

    public IReadOnlyList<string> CauseIds => [.. Crates.SelectMany(CauseIdsOf).Distinct()];

    public static string Name(JsonElement crate) => crate.GetProperty("name").GetString()!;

    public static long Downloads(JsonElement crate) => crate.TryGetProperty("downloads", out var downloads) ? downloads.GetInt64() : 0;

    public static JsonElement? On(JsonElement crate, string platform) => crate.GetProperty("results").TryGetProperty(platform, out var result) ? result : null;

    public static string Verdict(JsonElement result) => result.GetProperty("verdict").GetString()!;

    public static string Standing(JsonElement result) => Verdict(result) switch
    {
        "compatible" or "improved" => "works",
        "regressed" or "partly-broken" => "fails",
        _ => "unsaid",
    };

    public static string Overall(JsonElement crate)
    {
        var standings = Results(crate).Select(Standing).ToHashSet();
        return standings.Contains("fails") ? "fails" : standings.Contains("works") ? "works" : "unsaid";
    }

    public int Standing(string standing) => Crates.Count(crate => Overall(crate) == standing);

    public int Standing(string standing, string platform) => Crates.Count(crate => On(crate, platform) is { } result && Standing(result) == standing);

    public int Verdict(string verdict, string platform) => Crates.Count(crate => On(crate, platform) is { } result && Verdict(result) == verdict);

    public int With(string platform) => Crates.Count(crate => On(crate, platform) is not null);

    /// <summary>By downloads: what works in what is judged; null where none is known.</summary>
    public double? WeightedShare(string? platform)
    {
        var judged = Crates
            .Select(crate => (Downloads: Downloads(crate), Standing: platform is null ? Overall(crate) : On(crate, platform) is { } result ? Standing(result) : "unsaid"))
            .Where(crate => crate.Standing != "unsaid").ToList();
        var all = judged.Sum(crate => crate.Downloads);
        return all == 0 ? null : (double)judged.Where(crate => crate.Standing == "works").Sum(crate => crate.Downloads) / all;
    }

    public int Stopped(string goal, string? platform) => StoppedBy(goal, platform).Count;

    /// <param name="platform">Null: any.</param>
    public IReadOnlyList<string> StoppedBy(string goal, string? platform) => [.. Crates.Where(crate => Failing(crate)
        .Where(pair => platform is null || pair.Platform == platform)
        .SelectMany(pair => Causes(pair.Result))
        .Any(cause => goalOfClass.GetValueOrDefault(ClassOf(cause)) == goal)).Select(Name)];

    /// <summary>Whether they fail or not.</summary>
    public IReadOnlyList<string> WithClass(string name) =>
        [.. Crates.Where(crate => Results(crate).SelectMany(result => Causes(result)).Any(cause => ClassOf(cause) == name)).Select(Name)];

    public IReadOnlyList<string> CratesWith(string cause) => [.. Crates.Where(crate => CauseIdsOf(crate).Contains(cause)).Select(Name)];

    /// <summary>Crates that have the cause and fail nowhere for anything else, be it without a cause or for one that is not Cranelift's.</summary>
    public IReadOnlyList<string> Unlocks(string cause) =>
        [.. Crates.Where(crate => Failing(crate).ToList() is { Count: > 0 } failing && failing.TrueForAll(pair => FailsOnlyFor(cause, pair.Result))).Select(Name)];

    /// <summary>Where the tests of each platform are among those of the platform with most.</summary>
    public int Tests(string cause) => Crates.Sum(crate => Failing(crate)
        .Select(pair => Causes(pair.Result).Where(each => Id(each) == cause).Sum(each => each.GetProperty("tests").GetInt32()))
        .DefaultIfEmpty().Max());

    public IReadOnlyList<string> PlatformsOf(string cause) =>
        [.. Crates.SelectMany(Failing).Where(pair => Causes(pair.Result).Any(each => Id(each) == cause)).Select(pair => pair.Platform).Distinct()];

    public int Selected(string platform) => document.GetProperty("runs").EnumerateArray()
        .Where(run => run.GetProperty("platform").GetString() == platform).Sum(run => run.GetProperty("selected").GetInt32());

    public int WithoutVerdict(string platform) =>
        document.GetProperty("missing").GetProperty("without-verdict").TryGetProperty(platform, out var crates) ? crates.GetArrayLength() : 0;

    /// <summary>Crates without a verdict on any platform.</summary>
    public int Missing() => document.GetProperty("missing").GetProperty("without-verdict").EnumerateObject()
        .SelectMany(platform => Strings(platform.Value)).Distinct().Except(Crates.Select(Name)).Count();

    public int Changes(string kind) => document.GetProperty("changes").EnumerateArray().Count(change => change.GetProperty("kind").GetString() == kind);

    public static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(each => each.GetString()!);

    private static IEnumerable<JsonElement> Results(JsonElement crate) => crate.GetProperty("results").EnumerateObject().Select(result => result.Value);

    private static IEnumerable<(string Platform, JsonElement Result)> Failing(JsonElement crate) =>
        crate.GetProperty("results").EnumerateObject().Where(result => Standing(result.Value) == "fails").Select(result => (result.Name, result.Value));

    private static JsonElement.ArrayEnumerator Causes(JsonElement result) => result.GetProperty("causes").EnumerateArray();

    private static string ClassOf(JsonElement cause) => cause.GetProperty("class").GetString()!;

    private static string? Id(JsonElement cause) => cause.TryGetProperty("id", out var id) ? id.GetString() : null;

    private static bool FailsOnlyFor(string cause, JsonElement result) => Causes(result).Any() && Causes(result).All(each => Id(each) == cause);

    private static IEnumerable<string> CauseIdsOf(JsonElement crate) => Failing(crate).SelectMany(pair => Causes(pair.Result)).Select(Id).OfType<string>();
}
