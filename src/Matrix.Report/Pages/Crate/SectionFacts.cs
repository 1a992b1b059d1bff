using System.Globalization;
using Matrix.Report.Formatting;
using Matrix.Report.Measuring;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

internal static class SectionFacts
{
    public static IReadOnlyList<Fact> Of(CrateRecord crate)
    {
        var verdict = crate.Verdict;
        (string Name, string? Value)[] facts =
        [
            ("Carried over", verdict.CarriedOver is { } since ? $"from the sweep of {since:yyyy-MM-dd}: nothing of the crate, the toolchain or the machine has changed since" : null),
            ("Lock file", LockFile(verdict.LockFile)),
            ("Own profile", Joined(crate.Cranelift?.Profile ?? [])),
            ("Left out", Left(verdict.Workaround)),
            ("Built", verdict.Workaround == Workaround.InOneCall ? "in one call of cargo, on both sides" : null),
            ("Processor time of its tests", CpuTime(crate)),
            ("Took", verdict.Seconds > 0 ? Words.Seconds(verdict.Seconds) : null),
        ];
        return [.. facts.Where(fact => fact.Value is not null).Select(fact => new Fact(fact.Name, fact.Value!))];
    }

    // Where not all tests ended, it is not the time of the same.
    private static string? CpuTime(CrateRecord crate) => Measures.TestCpu.Of(crate) is { Llvm: { } llvm, Cranelift: { } cranelift, Comparable: true, Counts: true } pair
        ? string.Create(CultureInfo.InvariantCulture, $"{pair.Ratio:0.0} × LLVM's ({Words.Seconds(llvm)} · {Words.Seconds(cranelift)})")
        : null;

    private static string? Joined(IReadOnlyList<string> values) => values.Count == 0 ? null : string.Join(", ", values);

    private static string? Left(Workaround? workaround) => workaround switch
    {
        null or Workaround.None or Workaround.InOneCall => null,
        Workaround.WithoutLto => "link-time optimisation, on both sides",
        Workaround.LintsCapped => "lints that forbid warnings, on both sides",
        _ => throw new ArgumentOutOfRangeException(nameof(workaround), workaround, "a workaround without words"),
    };

    private static string? LockFile(LockFileOrigin origin) => origin switch
    {
        LockFileOrigin.None => null,
        LockFileOrigin.Crate => "the crate's own",
        LockFileOrigin.Generated => "made for this run, the same for both backends",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "an origin without words"),
    };
}
