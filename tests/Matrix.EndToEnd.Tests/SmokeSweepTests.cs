using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>What the smoke list promises comes from real builds with the real code generator.</summary>
public sealed class SmokeSweepTests
{
    private static readonly CratesList List = CratesListLoader.Load(Repository.PathOf("crates-list/smoke.yaml"));

    private static IEnumerable<string> Crates => List.Crates.Select(crate => crate.Name.Value);

    [TestCaseSource(nameof(Crates))]
    public async Task A_crate_of_the_smoke_list_comes_out_as_the_list_promises(string crate)
    {
        var results = await SmokeSweep.ResultsAsync();
        var verdict = results.VerdictOf(crate);

        if (verdict.Expectation is { } expectation)
            Assert.That(expectation.State, Is.EqualTo(ExpectationState.Met), $"{WireName.Of(verdict.Kind)}: {verdict.Reason}");
        else
            Assert.That((verdict.Kind, verdict.NotCompared), Is.AnyOf((VerdictKind.Compatible, (NotCompared?)null), (VerdictKind.Skipped, (NotCompared?)null)), verdict.Reason);
    }

    [Test]
    public async Task A_sweep_in_which_only_expected_crates_regress_exits_with_0() =>
        Assert.That((await SmokeSweep.EndAsync()).ExitCode, Is.Zero, (await SmokeSweep.EndAsync()).ToString());

    [Test]
    public async Task Every_class_has_evidence_and_the_evidence_is_the_line_of_the_log()
    {
        var results = await SmokeSweep.ResultsAsync();
        var causes = results.Verdicts().SelectMany(verdict => verdict.Causes.Select(cause => (verdict.Crate, Cause: cause))).ToList();

        Assert.That(causes, Is.Not.Empty);
        foreach (var (crate, cause) in causes)
        {
            Assert.That(cause.Evidence, Is.Not.Empty, $"{crate}: {cause.Signature}");
            foreach (var evidence in cause.Evidence)
            {
                var line = results.LogLines(evidence.Log).ElementAt(evidence.Line - 1);
                Assert.That(line, Does.Contain(evidence.Text.Split('\uFFFD')[0]), $"{crate}: {evidence.Log}:{evidence.Line}");
            }
        }
    }

    [Test]
    public async Task Every_regressed_crate_says_why()
    {
        var results = await SmokeSweep.ResultsAsync();
        var silent = results.Verdicts().Where(verdict => verdict.Kind == VerdictKind.Regressed && verdict.Causes.Count == 0);
        Assert.That(silent.Select(verdict => verdict.Crate), Is.Empty);
    }

    [Test]
    public async Task Every_leg_that_built_something_proves_its_backend()
    {
        var results = await SmokeSweep.ResultsAsync();
        foreach (var leg in results.Legs().Where(leg => leg.Attempt == 1 && leg.Phase(Phase.Build) is { Passed: true }))
        {
            Assert.That(leg.Units.By.Keys, Is.EqualTo(new[] { leg.Leg.Backend.Value }), $"{leg.Crate} {leg.Leg}");
            Assert.That(leg.Units.Of(leg.Leg.Backend), Is.Positive, $"{leg.Crate} {leg.Leg}");
            Assert.That(leg.Units.Wrong, Is.Empty, $"{leg.Crate} {leg.Leg}");
        }
    }

    [Test]
    public async Task A_test_that_an_abort_hid_gets_a_result_of_its_own()
    {
        var results = await SmokeSweep.ResultsAsync();
        var leg = results.LegsOf("thread-panic-aborts").Single(leg => leg.Attempt == 1 && leg.Leg == LegName.Cranelift);
        Assert.That(leg.Tests, Is.EqualTo(new TestCounts(Passed: 5, Failed: 1)));
    }

    [Test]
    public async Task Doctests_are_compiled_by_the_backend_of_the_leg()
    {
        var results = await SmokeSweep.ResultsAsync();
        var leg = results.LegsOf("passes-everything").Single(leg => leg.Leg.Backend == BackendName.Cranelift);
        var doctests = leg.Targets.Single(target => target.Harness == TestHarness.Doctest);
        Assert.That(doctests.Command, Does.Contain("-Zcodegen-backend=cranelift"));
        Assert.That(results.Tests(leg).Count(test => test.Target == doctests.Name), Is.Positive);
    }

    [Test]
    public async Task Both_legs_used_the_same_lock_file_and_it_is_kept()
    {
        var results = await SmokeSweep.ResultsAsync();
        foreach (var verdict in results.Verdicts().Where(verdict => verdict.Kind == VerdictKind.Compatible))
        {
            Assert.That(verdict.LockFile, Is.Not.EqualTo(LockFileOrigin.None), verdict.Crate);
            Assert.That(File.Exists(results.Paths.Absolute(ResultsPaths.LockFile(verdict.Crate))), Is.True, verdict.Crate);
        }
    }

    [Test]
    public async Task The_ledger_has_an_intrinsic_that_was_warned_of_linked_and_hit()
    {
        var results = await SmokeSweep.ResultsAsync();
        var states = results.Ledger().Where(entry => entry.Crate == "unsupported-intrinsic-in-dependency").Select(entry => entry.State).ToHashSet();
        Assert.That(states, Is.EquivalentTo(Enum.GetValues<LedgerState>()));
    }

    [Test]
    public async Task An_intrinsic_that_no_test_reaches_is_warned_of_and_linked_but_not_hit()
    {
        var results = await SmokeSweep.ResultsAsync();
        var states = results.Ledger().Where(entry => entry.Crate == "unsupported-intrinsic-is-never-hit").Select(entry => entry.State).ToHashSet();
        Assert.That(states, Is.EquivalentTo(new[] { LedgerState.Warned, LedgerState.Linked }));
    }

    [TestCase("unsupported-intrinsic-is-never-hit", "llvm.x86.sse.rcp.ps", true, "no test runs into this trap: llvm.x86.sse.rcp.ps")]
    [TestCase("asks-the-processor-first", "llvm.x86.tbm.bextri.u32", false, "on processors with tbm this trap is in reach: llvm.x86.tbm.bextri.u32")]
    public async Task A_trap_that_no_test_runs_into_is_told_with_the_processors_that_get_there(string crate, string intrinsic, bool isHere, string words)
    {
        var verdict = (await SmokeSweep.ResultsAsync()).VerdictOf(crate);

        Assert.That(verdict.InReach.Select(trap => (trap.Intrinsic, trap.IsLinked, trap.IsHere)), Is.EqualTo(new[] { (intrinsic, true, isHere) }));
        Assert.That(verdict.Reason, Does.EndWith(words));
    }

    [Test]
    public async Task The_probe_shows_a_backend_that_loads()
    {
        var manifest = (await SmokeSweep.ResultsAsync()).Manifest;
        var probe = manifest.Candidates.Single().Probe;
        Assert.That(probe?.BackendLoads, Is.True);
        Assert.That(probe?.CatchUnwindCatches, Is.Not.Null);
        Assert.That(manifest.End, Is.Not.Null);
        Assert.That(manifest.Counts.Values.Sum(), Is.EqualTo(List.Crates.Length));
    }

    [Test]
    public async Task No_variable_of_the_tool_reaches_a_file_of_the_results()
    {
        var results = await SmokeSweep.ResultsAsync();

        Assert.That(results.FilesWith(SmokeSweep.Secret), Is.Empty);
    }

    [Test]
    public async Task Nothing_of_a_crate_is_left_behind()
    {
        var results = await SmokeSweep.ResultsAsync();
        var work = results.Paths.Absolute("work");
        Assert.That(Directory.EnumerateDirectories(work).Select(Path.GetFileName), Is.Empty);
    }

    [Test]
    public async Task The_report_of_the_sweep_counts_what_the_sweep_counted()
    {
        var results = await SmokeSweep.ResultsAsync();
        using var site = new TemporaryDirectory();
        var end = await ProgramRun.RunAsync("Matrix.Report", ["report", results.Paths.Root, "--out", site.Path], CancellationToken.None);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        List<Verdict> verdicts = [.. results.Verdicts()];
        var rows = (await File.ReadAllLinesAsync(Path.Combine(site.Path, "crates.html"))).Where(line => line.StartsWith("<tr", StringComparison.Ordinal) && line.Contains("<th scope=\"row\">", StringComparison.Ordinal)).ToList();
        Assert.That(rows, Has.Count.EqualTo(verdicts.Count));
        foreach (var verdict in verdicts)
            Assert.That(rows.Count(row => row.Contains($">{verdict.Crate}</a>", StringComparison.Ordinal) && row.Contains($">{WireName.Of(verdict.Kind)}<", StringComparison.Ordinal)), Is.EqualTo(1), verdict.Crate);

        var summary = await File.ReadAllLinesAsync(Path.Combine(site.Path, "summary.md"));
        Assert.That(
            verdicts.Where(verdict => summary.Any(line => line.StartsWith($"| `{verdict.Crate}` | ", StringComparison.Ordinal) && line.Contains(WireName.Of(verdict.Kind), StringComparison.Ordinal))),
            Is.SupersetOf(verdicts.Where(verdict => verdict.Kind is not VerdictKind.Compatible)));
    }
}
