using Matrix.Report.Causes;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Causes;

public sealed class FixSetsTests
{
    private static readonly Cause Unwinding = Sample.Cause(FailureClass.Unwinding, "abort");
    private static readonly Cause Abi = Sample.Cause(FailureClass.Abi, "variadic");
    private static readonly Cause Network = Sample.Cause(FailureClass.Network, null);

    private RunsFolder runs = null!;

    [SetUp]
    public void SetUp() => runs = new RunsFolder();

    [TearDown]
    public void TearDown() => runs.Dispose();

    [Test]
    public void Where_no_single_fix_unlocks_a_crate_those_that_do_together_are_told() => Assert.That(
        Of(RunsFolder.Fails("one", Unwinding), RunsFolder.Fails("both", Unwinding, Abi), RunsFolder.Fails("again", Abi, Unwinding)),
        Is.EqualTo(new[] { "abi / variadic + unwinding / abort: again both" }));

    [Test]
    public void A_family_is_one_fix_of_several_causes() => Assert.That(
        Of(RunsFolder.Fails("some", Sse("a"), Sse("b")), RunsFolder.Fails("other", Sse("c"), Sse("b")), RunsFolder.Fails("one", Sse("a"))),
        Is.EqualTo(new[] { "x86 SSE (3): other some" }));

    [Test]
    public void A_set_also_unlocks_what_a_part_of_it_does() => Assert.That(
        Of(RunsFolder.Fails("family", Sse("a"), Sse("b")), RunsFolder.Fails("all", Sse("a"), Unwinding)),
        Is.EqualTo(new[] { "unwinding / abort + x86 SSE (2): all family", "x86 SSE (2): family" }));

    [Test]
    public void What_also_fails_for_what_is_not_Cranelifts_or_for_what_nobody_knows_is_not_unlocked()
    {
        var sweep = RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(), RunsFolder.Fails("network", Unwinding, Abi, Network), RunsFolder.Fails("no cause", Unwinding, Abi)),
            runs.Run(RunsFolder.Manifest(RunsFolder.Mac), RunsFolder.Fails("no cause")));

        Assert.That(FixSets.Of(sweep), Is.Empty);
    }

    [Test]
    public void A_crate_that_fails_for_another_cause_on_each_platform_needs_both()
    {
        var sweep = RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(), RunsFolder.Fails("some", Unwinding)), runs.Run(RunsFolder.Manifest(RunsFolder.Mac), RunsFolder.Fails("some", Abi)));

        Assert.That(FixSets.Of(sweep).Select(Words), Is.EqualTo(new[] { "abi / variadic + unwinding / abort: some" }));
    }

    private static Cause Sse(string name) => Sample.Cause(FailureClass.SimdIntrinsic, $"llvm.x86.sse.{name}") with { Family = new CauseFamily("x86 SSE", ["llvm.x86.sse.*"]) };

    private IEnumerable<string> Of(params Verdict[] verdicts) => FixSets.Of(RunsFolder.Read(runs.Run(RunsFolder.Manifest(), verdicts))).Select(Words);

    private static string Words(FixSet set) =>
        $"{string.Join(" + ", set.Parts.Select(part => part.Causes.Count == 1 ? part.Causes[0].Label : $"{part.Name} ({part.Causes.Count})"))}: {string.Join(' ', set.Unlocks.Select(crate => crate.Name).Order())}";
}
