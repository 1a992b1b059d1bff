using Matrix.Results;
using Matrix.Runner.Rules.Loading;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Verdicts;

/// <summary>The files beside the rules, held against what the standard library says of each vendor intrinsic.</summary>
public sealed class OurReachTests
{
    // Every processor of the architecture has them, or those that have the feature behind them have them too.
    private static readonly string[] Implied = ["avx512vl", "avx512f", "avx512bw", "avx", "xsave", "neon", "fp16", "fp-armv8", "v8"];

    private static readonly LoadedRules Rules = RulesLoader.Load(Repository.PathOf("rules"));

    private static IReadOnlyList<(string Intrinsic, string[][] Alternatives)> Facts { get; } =
    [
        .. File.ReadLines(Repository.PathOf("tests/fixtures/intrinsics/target-features.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Select(parts => (parts[0], parts[1].Split(" | ").Select(features => features.Split(',')).ToArray())),
    ];

    [Test]
    public void There_is_something_to_look_at() => Assert.That(Facts, Has.Count.GreaterThan(1900));

    [Test]
    public void What_an_intrinsic_needs_is_what_the_standard_library_enables_for_it() => Assert.That(
        Facts.Where(fact => !Array.Exists(fact.Alternatives, features => IsNeeded(features, Rules.Needs.Of(fact.Intrinsic))))
            .Select(fact => $"{fact.Intrinsic}: {string.Join(',', Rules.Needs.Of(fact.Intrinsic))}, and not {string.Join(" | ", fact.Alternatives.Select(features => string.Join(',', features)))}"),
        Is.Empty);

    [Test]
    public void No_cause_belongs_to_two_families() => Assert.That(
        Facts.Select(fact => (fact.Intrinsic, In: Rules.Families.All.Where(family => family.Has(FailureClass.SimdIntrinsic, fact.Intrinsic)).Select(family => family.Family.Name).ToList()))
            .Where(found => found.In.Count > 1)
            .Select(found => $"{found.Intrinsic}: {string.Join(", ", found.In)}"),
        Is.Empty);

    [Test]
    public void Nearly_every_intrinsic_belongs_to_one() => Assert.That(
        Facts.Where(fact => Rules.Families.Of(FailureClass.SimdIntrinsic, fact.Intrinsic) is null).Select(fact => fact.Intrinsic).ToList(), Has.Count.LessThan(10));

    [Test]
    public void Each_family_has_some() => Assert.That(
        Rules.Families.All.Where(family => family.Family.Name is not ("x86 FMA" or "aarch64 SVE") && !Facts.Any(fact => family.Has(FailureClass.SimdIntrinsic, fact.Intrinsic))).Select(family => family.Family.Name),
        Is.Empty);

    // All that is asked for is enabled, and nothing is enabled that is neither asked for nor implied.
    private static bool IsNeeded(string[] enabled, IReadOnlyList<string> needs) =>
        needs.Count > 0 && ProcessorFeatures.Suffice(enabled, needs) && enabled.Except(Implied).All(feature => needs.Any(need => need.Split('|').Contains(feature)));
}
