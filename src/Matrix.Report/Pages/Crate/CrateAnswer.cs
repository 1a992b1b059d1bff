using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

/// <summary>Whether the users of a crate can switch, in a sentence.</summary>
internal static class CrateAnswer
{
    public static string Of(SweptCrate crate)
    {
        var parts = crate.Results
            .GroupBy(Says)
            .OrderBy(group => group.First().Standing)
            .Select(group => $"{group.Key} on {Joined([.. group.Select(result => Platforms.Words(result.Platform))])}");
        return Capital($"{string.Join("; ", parts)}.");
    }

    private static string Says(PlatformResult result) => result.Standing switch
    {
        Standing.Works when result.Verdict.InReach.Count > 0 => $"works with Cranelift as far as its tests go{Elsewhere(result.Verdict)}",
        Standing.Works => "works with Cranelift",
        Standing.Fails => $"fails with Cranelift{For(result.Verdict)}",
        _ => $"nothing can be said ({WireName.Of(result.Verdict.Kind)})",
    };

    private static string For(Verdict verdict) =>
        verdict.MainCause is { } cause ? $" for {CauseKey.LabelOf(cause.Class, cause.Subclass)}" : "";

    private static string Elsewhere(Verdict verdict) =>
        TrapWords.Elsewhere(verdict.InReach) is { Length: > 0 } features ? $", which did not run where the processor has {features}," : "";

    private static string Joined(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
