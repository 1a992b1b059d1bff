using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Tests.Processes;

public sealed class PsLineTests
{
    private static readonly long Started = new DateTime(2026, 3, 2, 9, 14, 55, DateTimeKind.Unspecified).Ticks;

    [Test]
    public void A_line_of_macOS_is_read() =>
        Assert.That(
            PsLine.Parse("  812     1   810 Ss     5120   1:02.50 Mon Mar  2 09:14:55 2026    "),
            Is.EqualTo(new ProcessEntry(812, 1, 810, 0, false, Started, 5120 * 1024, TimeSpan.FromSeconds(62.5))));

    [Test]
    public void A_line_of_Linux_is_read() =>
        Assert.That(
            PsLine.Parse("    812       1     810 Z+     5120 1-02:03:04 Mon Mar  2 09:14:55 2026"),
            Is.EqualTo(new ProcessEntry(812, 1, 810, 0, true, Started, 5120 * 1024, new TimeSpan(1, 2, 3, 4))));

    [TestCase("0:00.03", ExpectedResult = 0.03)]
    [TestCase("12:34.56", ExpectedResult = 754.56)]
    [TestCase("1234:00.00", ExpectedResult = 74040)]
    [TestCase("00:00:07", ExpectedResult = 7)]
    public double Time_is_read_as_either_system_writes_it(string time) =>
        PsLine.Parse($"1 0 1 Ss 1 {time} Mon Mar  2 09:14:55 2026")!.Value.CpuTime.TotalSeconds;

    [TestCase("")]
    [TestCase("ps: illegal option -- S")]
    [TestCase("1 0 1 Ss 1 0:00.00")]
    [TestCase("1 0 1 Ss 1 - Mon Mar  2 09:14:55 2026")]
    [TestCase("1 0 1 Ss 1 0:00.00 yesterday")]
    public void What_is_no_such_line_is_passed_over(string line) => Assert.That(PsLine.Parse(line), Is.Null);
}
