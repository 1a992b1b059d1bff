using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>An A/A sweep: two legs that differ in nothing accuse nobody, whatever Cranelift would come to.</summary>
public sealed class NoiseTests
{
    private static readonly string[] Crates =
    [
        "passes-everything", "custom-harness-passes", "catch-unwind-does-not-catch", "thread-panic-aborts", "proc-macro-panics", "unsupported-intrinsic-is-hit",
        "fails-with-llvm-too", "uses-build-script-env", "two-causes-in-one-binary", "deep-recursion-overflows-the-stack",
    ];

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task LLVM_against_LLVM_accuses_nobody(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var sweep = folder.SweepOf([.. Crates.Select(SweepFolder.Fixture)]);

        var end = await sweep.RunAsync(cancellation, "--against", "llvm");
        var report = await ProgramRun.RunAsync("Matrix.Report", ["report", sweep.Folder, "--out", folder.PathOf("site")], cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.ExitCode, Is.Zero, end.ToString());
            Assert.That(end.Errors, Does.Contain($"LLVM against LLVM accuses 0 of {Crates.Length} crates"));
            Assert.That(sweep.Results.Verdicts().Select(verdict => verdict.Kind), Is.All.AnyOf(VerdictKind.Compatible, VerdictKind.Broken));
            Assert.That(sweep.Results.Manifest.Candidates.Select(backend => (backend.Name, backend.IsBaselineAgain)), Is.EqualTo(new[] { (BackendName.Llvm.Again(), true) }));
            Assert.That(sweep.Results.Legs().Select(leg => leg.Leg.ToString()).Distinct(), Is.SupersetOf(new[] { "llvm", "llvm-again" }));
            Assert.That(sweep.Results.Legs().Sum(leg => leg.Units.Of(BackendName.Cranelift)), Is.Zero);
            Assert.That(report.Output + report.Errors, Does.Contain($"0 of {Crates.Length} crates"), report.ToString());
        }
    }
}
