using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner.Tests.Verdicts;

/// <summary>What is said beyond the tests that ran, and beyond the processor that they ran on.</summary>
public sealed class VerdictReachTests
{
    private const string Wide = "llvm.x86.avx512.psad.bw.512";
    private const string Dot = "llvm.x86.avx512.vpdpbusd.256";
    private const string Old = "llvm.x86.sse.rcp.ps";

    private static readonly CauseFamilies Families = new([new KnownFamily(new CauseFamily("x86 SSE", ["llvm.x86.sse.*"]), FailureClass.SimdIntrinsic)]);

    private static readonly ProcessorNeeds Needs = new(
    [
        new KnownNeeds(["sse"], ["llvm.x86.sse.*"]),
        new KnownNeeds(["avx512vnni|avxvnni"], ["llvm.x86.avx512.vpdp*.256"]),
        new KnownNeeds(["avx512bw"], ["llvm.x86.avx512.psad.*"]),
        new KnownNeeds(["vaes", "avx512f"], ["llvm.x86.aesni.*.512"]),
    ]);

    private static readonly Judgement Compatible = Judgement.Plain(VerdictKind.Compatible, "all 3 tests pass with both");

    [Test]
    public void What_another_processor_gets_to_is_told_with_what_that_can()
    {
        var judgement = On("sse").Of(Compatible, [Warned(Wide), Linked(Wide)]);

        Assert.That(judgement.Reason, Is.EqualTo("all 3 tests pass with both; on processors with avx512bw this trap is in reach: " + Wide));
        Assert.That(judgement.InReach.Single(), Is.EqualTo(new TrapInReach(Wide, judgement.InReach[0].Packages, IsLinked: true, judgement.InReach[0].Needs, IsHere: false)));
        Assert.That(judgement.InReach[0].Packages, Is.EqualTo(new[] { "a 1.0.0" }));
        Assert.That(judgement.InReach[0].Needs, Is.EqualTo(new[] { "avx512bw" }));
    }

    [Test]
    public void What_this_processor_could_get_to_and_no_test_does_is_told_otherwise() => Assert.That(
        On("sse", "avx512bw").Of(Compatible, [Warned(Old), Warned(Wide)]).Reason,
        Is.EqualTo($"all 3 tests pass with both; no test runs into these traps: {Wide}, {Old}"));

    [Test]
    public void One_of_several_features_will_do()
    {
        Assert.That(On("avxvnni").Of(Compatible, [Warned(Dot)]).InReach.Single().IsHere, Is.True);
        Assert.That(On("sse").Of(Compatible, [Warned(Dot)]).Reason, Does.EndWith($"; on processors with avx512vnni or avxvnni this trap is in reach: {Dot}"));
    }

    [Test]
    public void All_that_a_processor_needs_is_told()
    {
        var judgement = On("avx512f").Of(Compatible, [Warned("llvm.x86.aesni.aesenc.512"), Warned(Wide)]);

        Assert.That(judgement.Reason, Does.Contain("; on processors with vaes and avx512f, or avx512bw these traps are in reach: "));
    }

    [Test]
    public void What_a_test_ran_into_is_a_cause_and_no_longer_in_reach() =>
        Assert.That(On("sse").Of(Compatible, [Warned(Wide), Linked(Wide), Hit(Wide)]).InReach, Is.Empty);

    [Test]
    public void A_text_that_the_compiler_did_not_warn_of_is_the_crates_own() =>
        Assert.That(On("sse").Of(Compatible, [Linked("llvm.x86.foo")]).Reason, Is.EqualTo(Compatible.Reason));

    [Test]
    public void Many_are_named_in_part()
    {
        LedgerEntry[] ledger = [.. Enumerable.Range(0, 5).Select(number => Warned($"llvm.x86.avx512.psad.{number}"))];

        Assert.That(On("sse").Of(Compatible, ledger).Reason, Does.EndWith("these traps are in reach: llvm.x86.avx512.psad.0, llvm.x86.avx512.psad.1, llvm.x86.avx512.psad.2 and 2 more"));
    }

    [Test]
    public void Of_a_processor_that_nobody_knows_everything_is_taken_to_be_in_its_reach() =>
        Assert.That(new VerdictReach(Families, Needs, features: null).Of(Compatible, [Warned(Wide)]).InReach.Single().IsHere, Is.True);

    [TestCase(VerdictKind.Compatible, true)]
    [TestCase(VerdictKind.Unequal, true)]
    [TestCase(VerdictKind.Improved, true)]
    [TestCase(VerdictKind.Regressed, false)]
    [TestCase(VerdictKind.Flaky, false)]
    public void Only_what_works_is_said_to_hold_for_a_processor_but_traps_are_kept_of_all(VerdictKind verdict, bool isTold)
    {
        var judgement = On("sse").Of(Compatible with { Kind = verdict }, [Warned(Wide)]);

        Assert.That(judgement.Reason != Compatible.Reason, Is.EqualTo(isTold));
        Assert.That(judgement.InReach, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_cause_knows_what_is_mended_with_it_and_which_processors_run_into_it()
    {
        var judgement = On("sse").Of(Compatible with { Kind = VerdictKind.Regressed, Causes = [Cause(Old), Cause(null)] }, []);

        Assert.That(judgement.Causes[0].Family?.Name, Is.EqualTo("x86 SSE"));
        Assert.That(judgement.Causes[0].Needs, Is.EqualTo(new[] { "sse" }));
        Assert.That((judgement.Causes[1].Family, judgement.Causes[1].Needs.Count), Is.EqualTo(((CauseFamily?)null, 0)));
    }

    private static VerdictReach On(params ImmutableArray<string> features) => new(Families, Needs, features);

    private static LedgerEntry Warned(string intrinsic) => Entry(intrinsic, LedgerState.Warned) with { Package = "a 1.0.0" };

    private static LedgerEntry Linked(string intrinsic) => Entry(intrinsic, LedgerState.Linked) with { TestTarget = "lib a" };

    private static LedgerEntry Hit(string intrinsic) => Entry(intrinsic, LedgerState.Hit);

    private static LedgerEntry Entry(string intrinsic, LedgerState state) => new() { Intrinsic = intrinsic, State = state, Backend = BackendName.Cranelift, Crate = "a", Target = "x86_64-unknown-linux-gnu" };

    private static Cause Cause(string? intrinsic) => new()
    {
        Class = FailureClass.SimdIntrinsic,
        Subclass = intrinsic,
        Rule = "r",
        Confidence = Confidence.Proven,
        Evidence = [new Evidence("log", 1, "text")],
        Signature = "s",
    };
}
