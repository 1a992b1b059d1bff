using Matrix.Results.Storage;

namespace Matrix.Results.Tests;

public sealed class StorageTroubleTests
{
    [TestCase(28, "the disk is full: it failed")]
    [TestCase(122, "the disk is full: it failed")]
    [TestCase(30, "the disk is read-only: it failed")]
    [TestCase(5, "the disk fails: it failed")]
    public void Trouble_of_the_disk_is_told_as_such(int errno, string message)
    {
        var error = new IOException("it failed", errno);

        Assert.That(StorageTrouble.IsOf(error), Is.True);
        Assert.That(StorageTrouble.Stops(error).Message, Is.EqualTo(message));
        Assert.That(StorageTrouble.Stops(error).ExitCode, Is.EqualTo(ExitCode.Environment));
    }

    [Test]
    public void Other_troubles_with_files_are_not() => Assert.That(StorageTrouble.IsOf(new IOException("Too many open files", 24)), Is.False);

    [Test]
    public void Other_errors_are_not() => Assert.That(StorageTrouble.IsOf(new InvalidOperationException { HResult = 28 }), Is.False);

    [Test]
    public void What_may_not_be_written_stops_a_sweep_too()
    {
        var error = Assert.Throws<MatrixException>(() => StorageTrouble.Guard(() => throw new UnauthorizedAccessException("may not")));

        Assert.That(error.Message, Is.EqualTo("the results cannot be written: may not"));
        Assert.That(error.Hint, Does.Contain("--resume"));
    }

    [Test]
    [Platform("Linux", Reason = "/dev/full is Linux's")]
    public void What_the_system_says_is_understood()
    {
        var error = Assert.Catch(() => File.WriteAllText("/dev/full", "x"));

        Assert.That(StorageTrouble.IsOf(error!), Is.True);
    }
}
