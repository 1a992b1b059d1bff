using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Loading;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Rules;

public sealed class RuleDraftTests
{
    [TestCase("thread 'a' (7) panicked at src/lib.rs:3:9:", ExpectedResult = null)]
    [TestCase("error: the frobnicator of `x` is not available on this machine", ExpectedResult = "is not available on this machine")]
    [TestCase("==> exit code 101", ExpectedResult = null)]
    [TestCase("12 /usr/lib 0x7f", ExpectedResult = null)]
    [TestCase("größer als erlaubt", ExpectedResult = "er als erlaubt")]
    public string? The_literal_is_what_stays_from_crate_to_crate(string line) => RuleDraft.LiteralOf(line);

    [Test]
    public void Failures_of_one_signature_are_one_cluster_and_what_is_explained_is_none()
    {
        var clusters = FailureCluster.In(
        [
            Verdict("b", FailureClass.Unknown, "unknown: boom"), Verdict("a", FailureClass.Unknown, "unknown: boom"),
            Verdict("c", FailureClass.Crash, "crash/sigsegv: bang"), Verdict("d", FailureClass.Unwinding, "unwinding/abort"),
        ]);

        Assert.That(clusters.Select(cluster => $"{cluster.Signature}: {string.Join(' ', cluster.Crates)}"), Is.EqualTo(new[] { "unknown: boom: a b", "crash/sigsegv: bang: c" }));
    }

    [Test]
    public void A_draft_loads_and_decides_the_line_it_was_made_of()
    {
        const string Line = "error: \"the\" frobnicator is not available: #7";
        using var folder = new TemporaryDirectory();
        folder.File("drafts.yaml", RuleDraft.Of(FailureCluster.In([Verdict("a", FailureClass.Unknown, "unknown: x", Line), Verdict("b", FailureClass.Unknown, "unknown: y", "==> exit code 101")])));

        var rules = RulesLoader.Load(folder.Path).Rules;

        Assert.That(rules.Rules.Single().Lines.Single().Match(Line), Is.Not.Null);
        Assert.That(rules.Rules.Single().Conditions.When, Is.EqualTo(When.Building));
    }

    private static Verdict Verdict(string crate, FailureClass failure, string signature, string line = "error: something new happened") => new()
    {
        Candidate = BackendName.Cranelift,
        Crate = crate,
        Kind = VerdictKind.Regressed,
        Reason = "because",
        Causes =
        [
            new Cause
            {
                Class = failure, Rule = "unexplained", Confidence = Confidence.Suspected, Signature = signature,
                Evidence = [new Evidence($"logs/{crate}/cranelift/build.log.gz", 3, line)],
            },
        ],
    };
}
