using Matrix.Runner.Machines;

namespace Matrix.Runner.Tests.Machines;

public sealed class BusyTimeTests
{
    [Test]
    public void What_is_neither_idle_nor_waiting_is_busy() =>
        Assert.That(
            BusyTime.Parse("cpu  100 20 30 99999 88888 1 2 3 50 50\ncpu0 1 2 3 4 5 6 7 8 9 10\n"), Is.EqualTo(TimeSpan.FromSeconds(1.56)));

    [TestCase("")]
    [TestCase("cpu  1 2 3")]
    [TestCase("cpu  1 2 3 4 5 6 7 many")]
    [TestCase("intr 1 2 3 4 5 6 7 8 9")]
    public void What_says_something_else_says_nothing(string stat) => Assert.That(BusyTime.Parse(stat), Is.Null);

    [Test]
    public void Linux_says_it() => Assert.That(BusyTime.Read() is not null, Is.EqualTo(OperatingSystem.IsLinux()));
}
