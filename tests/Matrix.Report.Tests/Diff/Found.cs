using Matrix.Report.Diff;
using Matrix.Report.History;
using Matrix.Results;

namespace Matrix.Report.Tests.Diff;

/// <summary>Findings and sides in as few words as they need.</summary>
internal static class Found
{
    public const string Linux = "linux-x86_64";
    public const string Mac = "macos-aarch64";

    private static readonly DateTimeOffset Start = new(2026, 10, 1, 3, 0, 0, TimeSpan.Zero);

    /// <param name="description">
    /// A verdict, then causes with what fails for them: <c>regressed abi simd-intrinsic:one,two crash:3</c>. Without tests a build fails; a number says
    /// that only the number is known, <c>~one</c> that the test is flaky.
    /// </param>
    public static Finding Of(string description)
    {
        var words = description.Split(' ');
        var verdict = Sample.Verdict("some", Kind(words[0])) with { Causes = [.. words.Skip(1).Select(Cause)], Tests = [.. words.Skip(1).SelectMany(Flaky)] };
        var numbers = words.Skip(1).Where(word => word.Split(':') is [_, var tests] && int.TryParse(tests, out _)).ToList();
        return numbers.Count == 0
            ? Finding.Of(verdict)
            : Finding.Of(verdict.Kind, words.Skip(1).Select(word => (Key(word), int.Parse(word.Split(':')[1]))));
    }

    /// <param name="crates">Name, platform, finding.</param>
    public static DiffInput Side(params (string Crate, string Platform, string Finding)[] crates) => Side(Start, crates);

    public static DiffInput Side(DateTimeOffset start, params (string Crate, string Platform, string Finding)[] crates) => new(
        "some",
        start,
        [.. crates.Select(crate => crate.Platform).Distinct().Select(platform => Run(platform, start))],
        crates.GroupBy(crate => crate.Crate).ToDictionary(group => group.Key, group => new DiffInputCrate(group.Key, null, group.ToDictionary(crate => crate.Platform, crate => Of(crate.Finding)))));

    public static DiffInputRun Run(string platform, DateTimeOffset? start = null)
    {
        var (os, arch) = platform.Split('-') switch { [var first, var second] => (first, second), _ => throw new ArgumentException(platform, nameof(platform)) };
        return DiffInputRun.Of(Sample.Manifest with { Start = start ?? Start, Platform = Sample.Manifest.Platform with { Os = os, Arch = arch } });
    }

    private static VerdictKind Kind(string name) => WireName.TryParse<VerdictKind>(name, out var kind) ? kind : throw new ArgumentException(name, nameof(name));

    private static Cause Cause(string word) => Sample.Cause(Key(word).Class, null) with
    {
        Tests = word.Split(':') is [_, var tests] ? [.. tests.Split(',').Select(test => new TestId("lib", test.TrimStart('~')))] : [],
    };

    private static IEnumerable<TestDifference> Flaky(string word) => word.Split(':') is [_, var tests]
        ? tests.Split(',').Where(test => test.StartsWith('~')).Select(test => new TestDifference("lib", test.TrimStart('~'), TestOutcome.Passed, TestOutcome.Failed) { CandidateRate = new FailureRate(1, 3) })
        : [];

    private static CauseKey Key(string word) => WireName.TryParse<FailureClass>(word.Split(':')[0], out var failure)
        ? CauseKey.Of(Sample.Cause(failure, null))
        : throw new ArgumentException(word, nameof(word));
}
