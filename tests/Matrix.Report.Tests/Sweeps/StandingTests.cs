using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Sweeps;

public sealed class StandingTests
{
    [TestCase(VerdictKind.Compatible, "Works")]
    [TestCase(VerdictKind.Improved, "Works")]
    [TestCase(VerdictKind.Regressed, "Fails")]
    [TestCase(VerdictKind.PartlyBroken, "Fails")]
    [TestCase(VerdictKind.Broken, "Unsaid")]
    [TestCase(VerdictKind.Flaky, "Unsaid")]
    [TestCase(VerdictKind.Inconclusive, "Unsaid")]
    [TestCase(VerdictKind.Unequal, "Unsaid")]
    [TestCase(VerdictKind.Invalid, "Unsaid")]
    [TestCase(VerdictKind.Skipped, "Unsaid")]
    public void A_verdict_says_this_of_Cranelift(VerdictKind verdict, string standing) => Assert.That($"{verdict.Standing()}", Is.EqualTo(standing));

    [Test]
    public void Every_verdict_has_a_standing() =>
        Assert.That(() => Enum.GetValues<VerdictKind>().Select(Standings.Standing).ToList(), Throws.Nothing);

    [TestCase("", "Unsaid")]
    [TestCase("Unsaid", "Unsaid")]
    [TestCase("Unsaid Works", "Works")]
    [TestCase("Works Works", "Works")]
    [TestCase("Works Unsaid Fails", "Fails")]
    [TestCase("Fails Works", "Fails")]
    [TestCase("Unsaid Fails", "Fails")]
    public void Platforms_together_fail_where_one_does_and_work_where_one_does_and_none_fails(string standings, string together) =>
        Assert.That(
            $"{Standings.Together(standings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Standing>))}", Is.EqualTo(together));

    [TestCase("linux-x86_64", "Linux x86_64")]
    [TestCase("macos-aarch64", "macOS aarch64")]
    [TestCase("freebsd-riscv64", "freebsd-riscv64")]
    [TestCase("linux", "linux")]
    [TestCase("linux-a-b", "Linux a-b")]
    [TestCase("", "")]
    public void A_platform_is_written_as_people_write_it(string name, string words) => Assert.That(Platforms.Words(name), Is.EqualTo(words));
}
