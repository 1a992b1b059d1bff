namespace Matrix.Runner.Tests.Crates;

public sealed class SkipTests
{
    [TestCase("reason: x", ExpectedResult = true)]
    [TestCase("reason: x, until: 2026-11-19", ExpectedResult = false)]
    [TestCase("reason: x, until: 2026-11-20", ExpectedResult = true)]
    [TestCase("reason: x, until: 2026-11-21", ExpectedResult = true)]
    [TestCase("reason: x, when: { os: linux, arch: x86_64 }", ExpectedResult = true)]
    [TestCase("reason: x, when: { os: macos }", ExpectedResult = false)]
    [TestCase("reason: x, when: { arch: aarch64 }", ExpectedResult = false)]
    [TestCase("reason: x, when: { toolchain-before: 2026-11-01 }", ExpectedResult = false)]
    [TestCase("reason: x, when: { toolchain-before: 2026-11-02 }", ExpectedResult = true)]
    [TestCase("reason: x, when: { toolchain-from: 2026-11-01 }", ExpectedResult = true)]
    [TestCase("reason: x, when: { toolchain-from: 2026-11-02 }", ExpectedResult = false)]
    [TestCase("reason: x, when: { os: linux }, until: 2026-11-19", ExpectedResult = false)]
    public bool A_crate_is_skipped_while_its_entry_says_so(string skip) =>
        Lists.Entry($"skip: {{ {skip} }}").SkippedNow(Now.OnLinux) is not null;

    [Test]
    public void A_crate_that_is_skipped_says_why() =>
        Assert.That(Lists.Entry("skip: { reason: needs a GPU }").SkippedNow(Now.OnLinux)?.Reason, Is.EqualTo("needs a GPU"));

    [Test]
    public void A_crate_is_run_unless_its_entry_says_otherwise() => Assert.That(Lists.Entry("").SkippedNow(Now.OnLinux), Is.Null);

    [TestCase("toolchain-before: 2026-11-02")]
    [TestCase("toolchain-from: 2020-01-01")]
    public void Nothing_is_said_of_a_toolchain_whose_date_is_unknown(string when) =>
        Assert.That(
            Lists.Entry($"skip: {{ reason: x, when: {{ {when} }} }}").SkippedNow(Now.OnLinux with { Toolchain = null }),
            Is.Null);
}
