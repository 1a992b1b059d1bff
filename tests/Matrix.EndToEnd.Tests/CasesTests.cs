using System.Text.Json;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>Situations from public bug reports, and our variants of them, come out as is right: <c>truth.jsonl</c> says it, each CASE.md why.</summary>
public sealed class CasesTests
{
    private static IEnumerable<string> Truth => File.ReadLines(Repository.PathOf("tests/fixtures/cases/truth.jsonl")).Where(line => line.Length > 0);

    private static IEnumerable<TestCaseData> Cases =>
        Truth.Select(line => new TestCaseData(line).SetName($"{{m}}({JsonDocument.Parse(line).RootElement.GetProperty("crate").GetString()})"));

    [TestCaseSource(nameof(Cases))]
    public async Task A_situation_comes_out_as_is_right(string line)
    {
        var truth = JsonDocument.Parse(line).RootElement;
        var results = await CasesSweep.ResultsAsync();
        var verdict = results.VerdictOf(truth.GetProperty("crate").GetString()!);
        var llvm = results.LegsOf(verdict.Crate).LastOrDefault(leg => leg.Attempt == 1 && leg.Leg.Backend == BackendName.Llvm && !leg.Leg.IsControl);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(WireName.Of(verdict.Kind), Is.AnyOf(Texts(truth, "verdicts")), verdict.Reason);
            if (truth.TryGetProperty("classes", out _))
                Assert.That(verdict.Causes.Select(cause => WireName.Of(cause.Class)).Distinct(), Is.Not.Empty.And.SubsetOf(Texts(truth, "classes")), verdict.Reason);
            if (verdict.Kind == VerdictKind.Compatible)
                Assert.That(verdict.NotCompared?.Tests.Count ?? 0, Is.EqualTo(Number(truth, "left-out") ?? 0), "tests that fail with both");
            if (Number(truth, "fails") is { } fails && verdict.Kind == VerdictKind.Regressed)
                Assert.That(verdict.Causes.Sum(cause => cause.Tests.Count), Is.EqualTo(fails), verdict.Reason);
            if (Number(truth, "tests") is { } tests && verdict.Kind is not (VerdictKind.Skipped or VerdictKind.Invalid))
                Assert.That(llvm?.Tests.Total, Is.EqualTo(tests), verdict.Reason);
        }
    }

    [Test]
    public async Task Every_situation_that_is_known_was_swept()
    {
        var swept = (await CasesSweep.ResultsAsync()).Verdicts().Select(verdict => verdict.Crate);

        Assert.That(swept, Is.EquivalentTo(Truth.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("crate").GetString())));
    }

    [Test]
    public async Task The_logs_alone_give_the_same_verdicts_again()
    {
        var results = await CasesSweep.ResultsAsync();

        var again = await ProgramRun.RunAsync("Matrix.Runner", ["classify", results.Paths.Root, "--dry-run"], CancellationToken.None);

        Assert.That(again.Output, Does.Contain(" crates judged again from their logs: 0 changed; nothing was written"), again.ToString());
    }

    private static string[] Texts(JsonElement truth, string key) => [.. truth.GetProperty(key).EnumerateArray().Select(text => text.GetString()!)];

    private static int? Number(JsonElement truth, string key) => truth.TryGetProperty(key, out var value) ? value.GetInt32() : null;
}
