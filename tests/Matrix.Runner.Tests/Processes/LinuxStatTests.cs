using System.Text;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Tests.Processes;

public sealed class LinuxStatTests
{
    private const string AfterName =
        "S 10 20 30 34816 42 4194304 100 200 0 0 150 50 25 75 20 0 1 0 987654 8192000 1234 18446744073709551615 1 1";

    [TestCase("cargo")]
    [TestCase("a b")]
    [TestCase(") S 1 2 (")]
    public void A_line_is_read_whatever_the_program_is_called(string name) =>
        Assert.That(
            Parse($"42 ({name}) {AfterName}"),
            Is.EqualTo(new ProcessEntry(42, 10, 20, 30, false, 987654, 1234L * Environment.SystemPageSize, TimeSpan.FromSeconds(3))));

    [Test]
    public void A_zombie_is_told() => Assert.That(Parse($"42 (cargo) Z{AfterName[1..]}")!.Value.IsZombie, Is.True);

    [TestCase("")]
    [TestCase("42")]
    [TestCase("42 (cargo)")]
    [TestCase("42 (cargo) S 10 20")]
    [TestCase("42 (cargo) S ten 20 30 34816 42 4194304 100 200 0 0 150 50 25 75 20 0 1 0 987654 8192000 1234 1")]
    public void A_line_that_is_cut_off_is_passed_over(string line) => Assert.That(Parse(line), Is.Null);

    private static ProcessEntry? Parse(string line) => LinuxStat.Parse(Encoding.UTF8.GetBytes(line));
}
