using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>Control legs, relaxed legs, and verdicts decided again from logs, all of the real sweep.</summary>
public sealed class ControlTests
{
    [TestCase("catch-unwind-does-not-catch", TestOutcome.Failed, TestOutcome.Failed)]
    [TestCase("thread-panic-aborts", TestOutcome.Failed, TestOutcome.Failed)]
    [TestCase("sse-min-of-nan", TestOutcome.Passed, TestOutcome.Failed)]
    [TestCase("unsupported-intrinsic-is-hit", TestOutcome.Passed, TestOutcome.Failed)]
    [TestCase("deep-recursion-overflows-the-stack", TestOutcome.Passed, TestOutcome.Passed)]
    public async Task What_only_Cranelift_fails_is_controlled_without_unwinding(string crate, TestOutcome llvm, TestOutcome cranelift)
    {
        var verdict = await VerdictAsync(crate);

        Assert.That(verdict.Tests, Is.Not.Empty);
        Assert.That(verdict.Tests.Select(test => (test.BaselineAbort, test.CandidateAbort)), Is.All.EqualTo(((TestOutcome?)llvm, (TestOutcome?)cranelift)));
    }

    [Test]
    public async Task Only_crates_whose_tests_differ_have_control_legs()
    {
        var results = await SmokeSweep.ResultsAsync();
        var controlled = results.Legs().Where(leg => leg.Leg.IsControl).Select(leg => leg.Crate).Distinct().ToList();
        var differ = results.Verdicts().Where(verdict => verdict.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken).Select(verdict => verdict.Crate);

        Assert.That(controlled, Is.Not.Empty.And.SubsetOf(differ));
    }

    [Test]
    public async Task A_control_leg_is_compiled_by_its_backend_and_aborts()
    {
        var results = await SmokeSweep.ResultsAsync();
        foreach (var leg in results.Legs().Where(leg => leg.Leg.IsControl))
        {
            Assert.That(leg.Units.Wrong, Is.Empty, $"{leg.Crate}: {leg.Leg}");
            Assert.That(
                results.LogLines(leg.Phases[0].Log).Count(line => line.Contains("-C panic=abort", StringComparison.Ordinal)), Is.Positive, $"{leg.Crate}: {leg.Leg}");
        }
    }

    [Test]
    public async Task A_crate_that_its_own_lints_stop_is_tried_again_with_lints_capped()
    {
        var verdict = await VerdictAsync("denies-warnings");

        Assert.That((verdict.Kind, verdict.Workaround), Is.EqualTo((VerdictKind.Compatible, (Workaround?)Workaround.LintsCapped)));
        Assert.That(
            (await SmokeSweep.ResultsAsync()).LegsOf("denies-warnings").Select(leg => leg.Leg.ToString()).Distinct(),
            Is.EquivalentTo(new[] { "llvm", "cranelift", "llvm-lints-capped", "cranelift-lints-capped" }));
    }

    [Test]
    public async Task A_dependency_that_does_not_build_is_named()
    {
        if (System.Runtime.InteropServices.RuntimeInformation.OSArchitecture != System.Runtime.InteropServices.Architecture.X64)
            Assert.Ignore("the dependency's assembly is that of x86_64");

        Assert.That((await VerdictAsync("dependency-takes-asm-sym-operand")).Causes.Select(cause => cause.Package), Is.EqualTo(new[] { "address 0.2.1" }));
        Assert.That((await VerdictAsync("asm-sym-operand")).Causes.Select(cause => cause.Package), Is.All.Null);
    }

    [Test]
    public async Task What_fails_now_and_then_is_told_with_its_rate()
    {
        var test = (await VerdictAsync("fails-two-times-of-three")).Tests.Single();

        Assert.That((test.BaselineRate ?? test.CandidateRate)!.Value.Runs, Is.EqualTo(3));
    }

    [Test]
    public async Task The_logs_alone_give_the_same_verdicts_again()
    {
        var results = await SmokeSweep.ResultsAsync();

        var again = await ProgramRun.RunAsync("Matrix.Runner", ["classify", results.Paths.Root, "--dry-run"], CancellationToken.None);

        Assert.That(again.ExitCode, Is.Zero, again.ToString());
        Assert.That(again.Output, Does.Contain(" crates judged again from their logs: 0 changed; nothing was written"));
    }

    private static async Task<Verdict> VerdictAsync(string crate) => (await SmokeSweep.ResultsAsync()).VerdictOf(crate);
}
