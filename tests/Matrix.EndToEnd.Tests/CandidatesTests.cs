using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>What is compared with LLVM is data: a candidate of matrix.yaml alone is swept, proven and told as Cranelift is.</summary>
public sealed class CandidatesTests
{
    [Test, CancelAfter(RealSweep.Patience)]
    public async Task A_candidate_is_what_matrix_yaml_says_of_it(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        folder.Crate("sees", """
            #[cfg(test)]
            mod tests {
                #[test]
                fn its_variable() {
                    assert_eq!(std::env::var("SAID_TO").as_deref(), Ok("mine"));
                }

                #[test]
                #[allow(unexpected_cfgs)]
                fn its_flag() {
                    assert!(cfg!(said_to = "mine"));
                }
            }
            """);
        var sweep = folder.SweepOf("  - { name: sees, path: sees, timeout: 120 }", SweepFolder.Fixture("thread-panic-aborts"));

        var end = await sweep.RunAsync(cancellation, "--config", Settings(folder, """
              mine: { codegen-backend: cranelift, title: My own, rustflags: ['--cfg=said_to="mine"'], config: [profile.dev.opt-level=1], env: { SAID_TO: mine } }
            """), "--backend", "mine");

        var (results, mine) = (sweep.Results, BackendName.Parse("mine"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(results.Manifest.Candidates.Select(backend => (backend.Name, backend.Title, backend.Config.Single())), Is.EqualTo(new[] { (mine, "My own", "profile.dev.opt-level=1") }), end.ToString());
            Assert.That(results.Verdicts().Select(verdict => (verdict.Crate, verdict.Candidate, verdict.Kind)), Is.EquivalentTo(new[]
            {
                ("sees", mine, VerdictKind.Improved), ("thread-panic-aborts", mine, VerdictKind.Regressed),
            }));
            Assert.That(results.Verdicts().Single(verdict => verdict.Kind == VerdictKind.Regressed).Reason, Does.Contain("with My own only"));
            foreach (var leg in results.Legs().Where(leg => leg.Attempt == 1 && !leg.Leg.IsControl))
            {
                Assert.That(leg.Units.By.Keys, Is.EqualTo(new[] { leg.Leg.Backend.Value }), $"{leg.Crate} {leg.Leg}");
                Assert.That(leg.Profile.Contains("opt-level=1"), Is.EqualTo(leg.Leg.Backend == mine), $"{leg.Crate} {leg.Leg}: {string.Join(' ', leg.Profile)}");
            }
        }
    }

    [TestCase("nowhere.so", null, "there is no library")]
    [TestCase("text.so", "no library at all", "couldn't load codegen backend")]
    [CancelAfter(RealSweep.Patience)]
    public async Task What_is_no_backend_is_told_with_its_place(string library, string? content, string message, CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        if (content is not null)
            folder.File(library, content);
        var sweep = folder.SweepOf(SweepFolder.Fixture("passes-everything"));

        var end = await sweep.RunAsync(cancellation, "--config", Settings(folder, $"  mine: {{ codegen-backend: ./{library} }}"), "--backend", "mine");

        Assert.That(end.ExitCode, Is.EqualTo((int)ExitCode.Environment), end.ToString());
        Assert.That(end.Errors, Does.Contain(message).And.Contain("matrix.yaml:4"));
    }

    private static string Settings(SweepFolder folder, string candidate) => folder.File("mine.matrix.yaml", $"""
        format: 1
        backends:
          llvm: {"{"} codegen-backend: llvm {"}"}
        {candidate}
        baseline: llvm
        candidates: [mine]
        """);
}
