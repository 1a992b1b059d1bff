using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CrateRunTests : IDisposable
{
    private static readonly LegName WithoutLto = LegName.Cranelift with { Workaround = Workaround.WithoutLto };

    private readonly SweepOnPaper sweep = new();

    public void Dispose() => sweep.Dispose();

    [Test]
    public async Task A_crate_that_builds_with_both_is_compatible()
    {
        var result = await sweep.RunCrateAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict.Kind, Is.EqualTo(VerdictKind.Compatible), result.Verdict.Reason);
            Assert.That(result.Verdict.Commit, Is.EqualTo(new string('1', 40)));
            Assert.That(result.Verdict.LockFile, Is.EqualTo(LockFileOrigin.Crate));
            Assert.That(Legs(), Is.EqualTo(new[] { "llvm 1", "cranelift 1" }));
        }
    }

    [Test]
    public async Task What_does_not_build_is_built_again()
    {
        sweep.DoesNotBuild(LegName.Cranelift, "error: asm! and global_asm! sym operands are not yet supported");

        var result = await sweep.RunCrateAsync();

        Assert.That(result.Verdict.Kind, Is.EqualTo(VerdictKind.Regressed));
        Assert.That(result.Verdict.MainCause!.Class, Is.EqualTo(FailureClass.InlineAsm));
        Assert.That(Legs(), Is.EqualTo(new[] { "llvm 1", "cranelift 1", "cranelift 2" }));
    }

    [Test]
    public async Task What_blames_the_machine_is_built_again_and_stays_inconclusive()
    {
        // Only a limit is not tried again: words may be those of a build script that merely looked for something.
        sweep.DoesNotBuild(LegName.Cranelift, "error: No space left on device (os error 28)");

        var result = await sweep.RunCrateAsync();

        Assert.That(result.Verdict.Kind, Is.EqualTo(VerdictKind.Inconclusive));
        Assert.That(Legs(), Is.EqualTo(new[] { "llvm 1", "cranelift 1", "cranelift 2" }));
    }

    [Test]
    public async Task What_LTO_hides_is_looked_for_without_it()
    {
        sweep.DoesNotBuild(LegName.Cranelift, "error: LTO is not supported by rustc_codegen_cranelift")
            .DoesNotBuild(WithoutLto, "error: asm! and global_asm! sym operands are not yet supported")
            .Compiles(LegName.Llvm with { Workaround = Workaround.WithoutLto });

        var result = await sweep.RunCrateAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                result.Verdict.Reason, Is.EqualTo("does not build with Cranelift; without that, regressed: does not build with Cranelift"));
            Assert.That(
                result.Verdict.Causes.Select(cause => (cause.Class, cause.Masked)),
                Is.EqualTo(new[] { (FailureClass.UnsupportedFlag, false), (FailureClass.InlineAsm, true) }));
            Assert.That(Legs(), Is.EqualTo(new[]
            {
                "llvm 1", "cranelift 1", "cranelift 2", "llvm-without-lto 1", "cranelift-without-lto 1", "cranelift-without-lto 2",
            }));
        }
    }

    [Test]
    public async Task What_its_own_lints_stop_on_both_sides_is_tried_again_with_lints_capped()
    {
        const string Denied = "note: the lint level is defined here\nerror: could not compile `memchr` (lib) due to 1 previous error";
        sweep.DoesNotBuild(LegName.Llvm, Denied).DoesNotBuild(LegName.Cranelift, Denied)
            .Compiles(new LegName(BackendName.Llvm, Workaround: Workaround.LintsCapped))
            .Compiles(new LegName(BackendName.Cranelift, Workaround: Workaround.LintsCapped));

        var result = await sweep.RunCrateAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.Verdict.Kind, result.Verdict.Workaround), Is.EqualTo((VerdictKind.Compatible, (Workaround?)Workaround.LintsCapped)));
            Assert.That(result.Verdict.Reason, Is.EqualTo("builds with both; it has no tests that ran, once the lints are capped that stop it with both"));
            Assert.That(Legs().TakeLast(2), Is.EqualTo(new[] { "llvm-lints-capped 1", "cranelift-lints-capped 1" }));
        }
    }

    [Test]
    public async Task A_leg_that_the_other_backend_compiled_proves_nothing()
    {
        sweep.Processes.On(
            sweep.Command("build", "memchr", LegName.Cranelift), "     Running `CARGO_CRATE_NAME=memchr /rust/bin/rustc --crate-name memchr -Z codegen-backend=llvm`\n");

        Assert.That((await sweep.RunCrateAsync()).Verdict.Kind, Is.EqualTo(VerdictKind.Invalid));
    }

    [Test]
    public async Task A_leg_in_which_no_compiler_was_seen_proves_nothing()
    {
        sweep.Processes.On(sweep.Command("build", "memchr", LegName.Cranelift), "    Finished `dev` profile\n");

        Assert.That((await sweep.RunCrateAsync()).Verdict.Kind, Is.EqualTo(VerdictKind.Invalid));
    }

    [Test]
    public async Task What_runs_out_of_memory_is_run_again_with_more_and_only_that_counts()
    {
        sweep.MemoryAlone = legBytes => 2 * legBytes;
        sweep.RunsOutOfMemory(LegName.Cranelift, below: 10L << 30);

        var result = await sweep.RunCrateAsync();

        var leg = ResultsReader.Open(sweep.Results.Paths.Root).Legs().Last();
        Assert.That(result.Verdict.Kind, Is.EqualTo(VerdictKind.Compatible), result.Verdict.Reason);
        Assert.That(Legs(), Is.EqualTo(new[] { "llvm 1", "cranelift 1" }));
        Assert.That(leg.AloneAfter, Is.EqualTo(new AloneAfter(Phase.Build, 8L << 30, leg.AloneAfter!.Seconds, 16L << 30)));
    }

    [Test]
    public async Task What_runs_out_of_memory_alone_as_well_says_nothing()
    {
        sweep.MemoryAlone = legBytes => 2 * legBytes;
        sweep.RunsOutOfMemory(LegName.Cranelift);

        var result = await sweep.RunCrateAsync();

        Assert.That((result.Verdict.Kind, result.Verdict.Reason), Is.EqualTo((VerdictKind.Inconclusive, "Cranelift, build: used more than 16384 MiB of memory")));
    }

    [Test]
    public async Task A_crate_with_a_limit_of_memory_of_its_own_gets_more_of_that_alone()
    {
        sweep.MemoryAlone = legBytes => 2 * legBytes;
        sweep.RunsOutOfMemory(LegName.Cranelift, below: 2L << 30);

        var summary = await sweep.RunAsync([SweepOnPaper.Crate("memchr") with { Memory = 1L << 30 }]);

        var leg = ResultsReader.Open(sweep.Results.Paths.Root).Legs().Last();
        Assert.That(summary.Verdicts.Single().Kind, Is.EqualTo(VerdictKind.Compatible));
        Assert.That(leg.AloneAfter, Is.EqualTo(new AloneAfter(Phase.Build, 1L << 30, leg.AloneAfter!.Seconds, 2L << 30)));
    }

    [Test]
    public async Task Where_there_is_no_more_memory_nothing_is_run_again()
    {
        sweep.MemoryAlone = legBytes => legBytes;
        sweep.RunsOutOfMemory(LegName.Cranelift);

        var result = await sweep.RunCrateAsync();

        Assert.That(result.Verdict.Reason, Does.Contain("8192 MiB"));
        Assert.That(sweep.Processes.Ran.Count(command => ScriptedProcesses.IsLike(command, sweep.Command("build", "memchr", LegName.Cranelift))), Is.EqualTo(1));
    }

    [TestCase(false, VerdictKind.Skipped)]
    [TestCase(true, VerdictKind.Inconclusive)]
    public async Task Without_its_source_nothing_is_run(bool isEnvironmental, VerdictKind verdict)
    {
        sweep.Troubles["memchr"] = new CheckoutException("no such tag", isEnvironmental);

        var result = await sweep.RunCrateAsync();

        Assert.That((result.Verdict.Kind, result.Verdict.Reason), Is.EqualTo((verdict, "its source cannot be had: no such tag")));
        Assert.That(sweep.Processes.Ran, Is.Empty);
    }

    [Test]
    public async Task What_it_was_built_in_stays_until_the_verdict_is_written_down()
    {
        await sweep.RunCrateAsync();
        Assert.That(Path.Combine(sweep.Work, "memchr"), Does.Exist);

        await sweep.RunAsync(["memchr"]);
        Assert.That(Path.Combine(sweep.Work, "memchr"), Does.Not.Exist);
    }

    private IEnumerable<string> Legs() => ResultsReader.Open(sweep.Results.Paths.Root).Legs().Select(leg => $"{leg.Leg} {leg.Attempt}");
}
