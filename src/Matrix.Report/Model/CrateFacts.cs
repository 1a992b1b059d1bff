using Matrix.Results;

namespace Matrix.Report.Model;

internal static class CrateFacts
{
    public static IReadOnlyList<Fact> Of(CrateRecord crate)
    {
        var verdict = crate.Verdict;
        (string Name, string? Value)[] facts =
        [
            ("Commit", verdict.Commit),
            ("Lock file", LockFile(verdict.LockFile)),
            ("Own profile", Joined(crate.Cranelift?.Profile ?? [])),
            ("Tags", Joined(verdict.Tags)),
            ("Tier", verdict.Tier?.ToString()),
            ("Downloads", verdict.Downloads?.ToString("#,0")),
            ("Took", verdict.Seconds > 0 ? Words.Seconds(verdict.Seconds) : null),
        ];
        return [.. facts.Where(fact => fact.Value is not null).Select(fact => new Fact(fact.Name, fact.Value!))];
    }

    private static string? Joined(IReadOnlyList<string> values) => values.Count == 0 ? null : string.Join(", ", values);

    private static string? LockFile(LockFileOrigin origin) => origin switch
    {
        LockFileOrigin.None => null,
        LockFileOrigin.Crate => "the crate's own",
        LockFileOrigin.Generated => "made for this run, the same for both backends",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "an origin without words"),
    };
}
