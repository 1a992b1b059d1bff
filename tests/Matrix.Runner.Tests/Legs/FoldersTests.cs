using System.Diagnostics;
using Matrix.Runner.Files;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Legs;

public sealed class FoldersTests
{
    private TemporaryDirectory directory = null!;

    [SetUp]
    public void MakeDirectory() => directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory()
    {
        FolderRemoval.Remove(directory.Path);
        directory.Dispose();
    }

    private string From => Path.Combine(directory.Path, "from");

    private string To => Path.Combine(directory.Path, "to");

    [Test]
    public void A_copy_holds_what_the_tree_holds()
    {
        directory.File("from/src/deep/lib.rs", "code");
        directory.File("from/.hidden", "h");
        Directory.CreateDirectory(Path.Combine(From, "empty"));

        FolderCopy.Copy(From, To);

        Assert.That(File.ReadAllText(Path.Combine(To, "src/deep/lib.rs")), Is.EqualTo("code"));
        Assert.That(File.Exists(Path.Combine(To, ".hidden")), Is.True);
        Assert.That(Directory.Exists(Path.Combine(To, "empty")), Is.True);
    }

    [Test]
    public void Links_stay_links_wherever_they_lead()
    {
        var outside = directory.File("outside/secret", "s");
        Directory.CreateDirectory(From);
        File.CreateSymbolicLink(Path.Combine(From, "file"), outside);
        File.CreateSymbolicLink(Path.Combine(From, "folder"), "../outside");
        File.CreateSymbolicLink(Path.Combine(From, "nowhere"), "not-there");
        File.CreateSymbolicLink(Path.Combine(From, "itself"), ".");

        FolderCopy.Copy(From, To);

        Assert.That(
            new[] { "file", "folder", "nowhere", "itself" }.Select(name => new FileInfo(Path.Combine(To, name)).LinkTarget),
            Is.EqualTo(new[] { outside, "../outside", "not-there", "." }));
    }

    [Test]
    public void A_program_stays_one()
    {
        var script = directory.File("from/configure", "#!/bin/sh");
        File.SetUnixFileMode(script, File.GetUnixFileMode(script) | UnixFileMode.UserExecute);

        FolderCopy.Copy(From, To);

        Assert.That(File.GetUnixFileMode(Path.Combine(To, "configure")) & UnixFileMode.UserExecute, Is.EqualTo(UnixFileMode.UserExecute));
    }

    [Test]
    public void Permissions_and_times_come_along()
    {
        var time = new DateTime(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        string[] names = ["data/größer als \"7\" $HOME.txt", "data/empty", "data/-n", "data/a\nb"];
        foreach (var name in names)
        {
            var file = directory.File($"from/{name}", name == "data/empty" ? "" : "odd");
            File.SetLastWriteTimeUtc(file, time);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        File.SetUnixFileMode(Path.Combine(From, "data"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.StickyBit);
        Directory.SetLastWriteTimeUtc(Path.Combine(From, "data"), time);

        FolderCopy.Copy(From, To);

        using (Assert.EnterMultipleScope())
        {
            foreach (var file in names.Select(name => Path.Combine(To, name)))
                Assert.That((File.GetUnixFileMode(file), File.GetLastWriteTimeUtc(file)), Is.EqualTo((UnixFileMode.UserRead | UnixFileMode.UserExecute, time)), file);
            Assert.That(File.GetUnixFileMode(Path.Combine(To, "data")), Is.EqualTo(File.GetUnixFileMode(Path.Combine(From, "data"))));
            Assert.That(Directory.GetLastWriteTimeUtc(Path.Combine(To, "data")), Is.EqualTo(time));
        }
    }

    [Test]
    public void A_folder_that_must_not_be_written_to_can_be_filled()
    {
        directory.File("from/locked/file", "x");
        File.SetUnixFileMode(Path.Combine(From, "locked"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        FolderCopy.Copy(From, To);

        Assert.That(File.Exists(Path.Combine(To, "locked/file")), Is.True);
    }

    [Test]
    [CancelAfter(30_000)]
    public void A_pipe_is_not_waited_for()
    {
        Directory.CreateDirectory(From);
        using var made = Process.Start("mkfifo", [Path.Combine(From, "pipe")]);
        made.WaitForExit();

        FolderCopy.Copy(From, To);

        Assert.That(new FileInfo(Path.Combine(To, "pipe")).Length, Is.Zero);
    }

    [Test]
    public void Names_are_left_out_at_the_top_only()
    {
        directory.File("from/target/debug/x", "");
        directory.File("from/src/target/mod.rs", "");

        FolderCopy.Copy(From, To, name => name is "target");

        Assert.That(Directory.Exists(Path.Combine(To, "target")), Is.False);
        Assert.That(File.Exists(Path.Combine(To, "src/target/mod.rs")), Is.True);
    }

    [Test]
    public void A_folder_that_its_owner_locked_is_removed_all_the_same()
    {
        directory.File("from/locked/inner/file", "");
        File.SetUnixFileMode(Path.Combine(From, "locked/inner"), UnixFileMode.None);
        File.SetUnixFileMode(Path.Combine(From, "locked"), UnixFileMode.UserRead);

        FolderRemoval.Remove(From);

        Assert.That(Directory.Exists(From), Is.False);
        Assert.That(() => FolderRemoval.Remove(From), Throws.Nothing);
    }

    [Test]
    public void What_a_link_leads_to_is_not_removed()
    {
        var outside = directory.File("outside/kept", "");
        Directory.CreateDirectory(From);
        File.CreateSymbolicLink(Path.Combine(From, "folder"), Path.GetDirectoryName(outside)!);

        FolderRemoval.Remove(From);

        Assert.That(File.Exists(outside), Is.True);
    }

    [Test]
    public void Only_a_plain_file_with_something_in_it_can_be_read()
    {
        var file = directory.File("file", "x");
        var empty = directory.File("empty", "");
        var link = File.CreateSymbolicLink(Path.Combine(directory.Path, "link"), file).FullName;

        Assert.That(
            new[] { file, empty, link, Path.Combine(directory.Path, "nowhere"), directory.Path }.Select(ForeignFile.CanBeRead),
            Is.EqualTo(new[] { true, false, false, false, false }));
    }
}
