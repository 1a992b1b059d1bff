using Matrix.Results;

namespace Matrix.Bench.Synthetic;

internal static class Verdicts
{
    public static Verdict Of(Scene scene, string reason, double seconds) => new()
    {
        Crate = scene.Crate.Name,
        Candidate = BackendName.Cranelift,
        Kind = scene.State.Kind,
        Reason = reason,
        Commit = scene.Crate.Commit,
        Source = new SourceRecord($"https://github.com/synthetic/{scene.Crate.Folder}", ".", [], false),
        LockFile = scene.Crate.Position % 3 == 0 ? LockFileOrigin.Crate : LockFileOrigin.Generated,
        Tier = scene.Crate.Position < 300 ? 1 : scene.Crate.Position < 2000 ? 2 : 3,
        Downloads = scene.Crate.Downloads,
        Tags = scene.Crate.Tags,
        Expectation = Expected(scene),
        Seconds = Math.Round(seconds, 7),
    };

    public static Cause Cause(Trouble trouble, IReadOnlyList<Evidence> evidence, IReadOnlyList<TestId> tests) => new()
    {
        Class = trouble.Class,
        Subclass = trouble.Subclass,
        Rule = trouble.Rule,
        Confidence = trouble.Confidence,
        Evidence = evidence,
        Signature = trouble.Signature,
        Tests = tests,
    };

    public static Observation Observation(Trouble trouble, Evidence evidence, TestId? test, string? package) => new()
    {
        Rule = trouble.Rule,
        Phase = trouble.Phase,
        Class = trouble.Class,
        Subclass = trouble.Subclass,
        Precedence = 300,
        Confidence = trouble.Confidence,
        Evidence = evidence,
        Test = test,
        Package = package,
    };

    // One regression in three was expected; some of those wrongly, or for too long.
    private static Expectation? Expected(Scene scene)
    {
        var draw = scene.Draw("expected");
        if (scene.State.Kind != VerdictKind.Regressed || draw.Chance(0.67))
            return null;

        var (trouble, luck) = (scene.State.Troubles[0].Trouble, draw.Share());
        var state = luck < 0.85 ? ExpectationState.Met : luck < 0.95 ? ExpectationState.Unmet : ExpectationState.Expired;
        return state == ExpectationState.Unmet
            ? new Expectation(state, VerdictKind.Compatible, null, null, null, "mended upstream", new DateOnly(2027, 12, 31))
            : new Expectation(state, VerdictKind.Regressed, trouble.Class, trouble.Subclass, "rust-lang/rustc_codegen_cranelift#1567", null, new DateOnly(state == ExpectationState.Met ? 2027 : 2025, 12, 31));
    }
}
