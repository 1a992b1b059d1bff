using Matrix.Report.Pages.Crate;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Pages.Crate;

public sealed class CargoSnippetsTests
{
    private const string Switch = "[unstable]\ncodegen-backend = true\n\n[profile.dev]\ncodegen-backend = \"cranelift\"";

    [Test]
    public void A_crate_that_works_needs_only_the_switch()
    {
        var snippet = CargoSnippets.Of(Crate("serde", VerdictKind.Compatible));

        Assert.That(snippet.Text.ReplaceLineEndings("\n"), Does.StartWith("# .cargo/config.toml").And.EndWith(Switch));
        Assert.That(snippet.Lead, Does.StartWith("Its own tests pass"));
    }

    [Test]
    public void What_has_traps_that_no_test_ran_into_is_kept_from_Cranelift()
    {
        var result = Crate("some", VerdictKind.Compatible).Results[0];
        var snippet = CargoSnippets.Of(new SweptCrate("some", [result with { Verdict = result.Verdict with { InReach = [Sample.Trap(), Sample.Trap(isHere: true)] } }]));

        Assert.That(snippet.Text.ReplaceLineEndings("\n"), Does.EndWith($"{Switch}\n\n[profile.dev.package.wide]\ncodegen-backend = \"llvm\""));
        Assert.That(snippet.Lead, Does.Contain("Unsupported intrinsics that they do not run into are in wide").And.Contain("not swept"));
    }

    [Test]
    public void A_crate_that_fails_is_kept_from_Cranelift()
    {
        var snippet = CargoSnippets.Of(Crate("rayon-core", VerdictKind.Regressed));

        Assert.That(snippet.Text.ReplaceLineEndings("\n"), Does.EndWith($"{Switch}\n\n[profile.dev.package.rayon-core]\ncodegen-backend = \"llvm\""));
        Assert.That(snippet.Lead, Does.Contain("only rayon-core with LLVM").And.Contain("not swept"));
    }

    [Test]
    public void A_dependency_at_fault_is_the_one_that_is_kept() => Assert.That(
        CargoSnippets.Of(Crate("rustls", VerdictKind.Regressed, "aws-lc-sys 0.20.0")).Text, Does.Contain("[profile.dev.package.aws-lc-sys]").And.Not.Contain("rustls"));

    [Test]
    public void What_is_at_fault_on_any_platform_is_kept()
    {
        var (linux, mac) = (Crate("rustls", VerdictKind.Regressed, "aws-lc-sys 0.20.0").Results[0], Crate("rustls", VerdictKind.Regressed).Results[0]);

        var snippet = CargoSnippets.Of(new SweptCrate("rustls", [linux, mac, linux]));

        Assert.That(snippet.Lead, Does.Contain("only aws-lc-sys and rustls with LLVM"));
        Assert.That(
            snippet.Text.ReplaceLineEndings("\n"),
            Does.EndWith("[profile.dev.package.aws-lc-sys]\ncodegen-backend = \"llvm\"\n\n[profile.dev.package.rustls]\ncodegen-backend = \"llvm\""));
    }

    [Test]
    public void A_crate_of_which_nothing_is_said_gets_no_promise() =>
        Assert.That(CargoSnippets.Of(Crate("a", VerdictKind.Flaky)).Lead, Does.StartWith("Nothing is known"));

    [TestCase("a.b", "\"a.b\"")]
    [TestCase("a]\nrunner = \"x\"\n[b", "\"a]runner\"")]
    [TestCase("q\"\\", "\"q\\\"\\\\\"")]
    [TestCase("", "\"\"")]
    [TestCase("käse", "\"käse\"")]
    public void A_name_that_would_be_more_than_a_name_is_quoted(string name, string key)
    {
        var text = CargoSnippets.Of(Crate("a", VerdictKind.Regressed, $"{name} 1.0.0")).Text;

        Assert.That(text.ReplaceLineEndings("\n"), Does.EndWith($"[profile.dev.package.{key}]\ncodegen-backend = \"llvm\""));
    }

    private static SweptCrate Crate(string name, VerdictKind kind, string? package = null) =>
        new(name, [new PlatformResult("linux-x86_64", Sample.Verdict(name, kind) with { Causes = [Sample.Cause(FailureClass.InlineAsm, "sym") with { Package = package }] }, null!)]);
}
