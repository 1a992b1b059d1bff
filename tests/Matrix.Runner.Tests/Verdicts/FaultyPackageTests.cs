using Matrix.Results;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner.Tests.Verdicts;

public sealed class FaultyPackageTests
{
    [TestCase("error: could not compile `bstr` (lib) due to 1 previous error", ExpectedResult = "bstr")]
    [TestCase("error: failed to run custom build command for `ring v0.17.8`", ExpectedResult = "ring 0.17.8")]
    [TestCase("error: failed to run custom build command for `ring v0.17.8 (/sweep/ring)`", ExpectedResult = "ring 0.17.8")]
    [TestCase("error: could not compile `memchr` (lib) due to 1 previous error", ExpectedResult = null)]
    [TestCase("error: something else went wrong with `bstr`", ExpectedResult = null)]
    public string? Cargo_names_the_package_that_does_not_build(string line) =>
        FaultyPackage.Of(LegsOnPaper.Side(new LegOnPaper(LegName.Cranelift).Builds(Phase.Build, null, line).FailsAt(Phase.Build)), Phase.Build);

    [Test]
    public void A_message_of_a_package_beats_what_cargo_says_of_it_later() =>
        Assert.That(
            FaultyPackage.Of(
                LegsOnPaper.Side(new LegOnPaper(LegName.Cranelift)
                    .Builds(Phase.Build, "bstr 1.10.0", "error: it does not work")
                    .Builds(Phase.Build, null, "error: could not compile `other` (lib)")
                    .FailsAt(Phase.Build)),
                Phase.Build),
            Is.EqualTo("bstr 1.10.0"));

    [Test]
    public void An_unexplained_failure_of_a_dependency_is_laid_at_its_door()
    {
        var cranelift = LegsOnPaper.Side(new LegOnPaper(LegName.Cranelift).Builds(Phase.Build, "bstr 1.10.0", "error: it does not work").FailsAt(Phase.Build));

        Assert.That(BuildCauses.Of(new CrateComparison(LegsOnPaper.Side(LegName.Llvm, "a+"), cranelift), Phase.Build).Package, Is.EqualTo("bstr 1.10.0"));
    }
}
