namespace Matrix.Runner.Tests;

public sealed class DiskSpaceTests
{
    [Test]
    public void A_disk_without_space_is_exhausted() => Assert.That(DiskSpace.IsExhausted(new IOException("No space left on device", 28)), Is.True);

    [Test]
    public void Other_troubles_with_files_are_not() => Assert.That(DiskSpace.IsExhausted(new IOException("Too many open files", 24)), Is.False);

    [Test]
    public void Other_errors_are_not() => Assert.That(DiskSpace.IsExhausted(new InvalidOperationException { HResult = 28 }), Is.False);

    [Test]
    [Platform("Linux", Reason = "/dev/full is Linux's")]
    public void What_the_system_says_is_understood()
    {
        var error = Assert.Catch(() => File.WriteAllText("/dev/full", "x"));

        Assert.That(DiskSpace.IsExhausted(error!), Is.True);
    }
}
