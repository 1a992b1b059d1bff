using Matrix.Results;

namespace Matrix.Report.Tests.Model;

public sealed class DependencyTests
{
    [Test]
    public void Crates_hang_under_the_dependency_they_fail_in_the_one_that_stops_most_first()
    {
        using var results = new ResultsFixture();
        foreach (var (crate, package) in new[] { ("a", "ring 0.17.8"), ("b", "aws-lc-sys 0.20.0"), ("c", "aws-lc-sys 0.20.0"), ("d", null) })
            results.Add(Blaming(crate, package));
        results.Write();

        Assert.That(
            results.Model().Dependencies.Select(row => $"{row.Package}, {row.Why}: {string.Join(' ', row.Crates.Select(crate => $"{crate.Name}={crate.Link}"))}"),
            Is.EqualTo(new[] { "aws-lc-sys 0.20.0, inline-asm / sym: b=#crate-b c=#crate-c", "ring 0.17.8, inline-asm / sym: a=#crate-a" }));
    }

    private static Verdict Blaming(string crate, string? package) => Sample.Verdict(crate, VerdictKind.Regressed) with
    {
        Causes =
        [
            new Cause
            {
                Class = FailureClass.InlineAsm, Subclass = "sym", Rule = "asm-sym", Confidence = Confidence.Proven, Signature = "inline-asm/sym", Package = package,
                Evidence = [new Evidence("logs/a/cranelift/build.log.gz", 1, "error: sym operands are not yet supported")],
            },
        ],
    };
}
