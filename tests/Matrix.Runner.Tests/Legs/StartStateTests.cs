using Matrix.Runner.Files;
using Matrix.Runner.Legs;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs;

public sealed class StartStateTests
{
    private LegScene scene = null!;

    [SetUp]
    public void MakeScene()
    {
        scene = new LegScene();
        scene.Directories.Create();
        scene.File("checkout/src/lib.rs", "code");
        scene.File("checkout/data/words.txt", "words");
        File.CreateSymbolicLink(Path.Combine(scene.Checkout, "link"), "src/lib.rs");
        FolderCopy.Copy(scene.Checkout, Source);
        scene.File("leg/source/target/debug/it", "an executable");
        StartState.Save(scene.Directories);
    }

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    private string Source => scene.Directories.Source;

    [Test]
    public void What_nobody_touched_stays()
    {
        var before = Tree();

        Assert.That(Restore(), Is.Empty);
        Assert.That(Tree(), Is.EqualTo(before));
    }

    [TestCase("new.txt")]
    [TestCase("new/deep/er.txt")]
    [TestCase("target/tmp/lock")]
    [TestCase("src/new.rs")]
    public void What_is_new_goes(string file)
    {
        var before = Tree();
        scene.File($"leg/source/{file}", "new");

        Assert.That(Restore(), Is.Empty);
        Assert.That(Tree(), Is.EqualTo(before));
    }

    [Test]
    public void A_link_that_is_new_goes_and_what_it_leads_to_stays()
    {
        var outside = scene.File("outside/kept", "kept");
        Directory.CreateSymbolicLink(Path.Combine(Source, "folder"), Path.GetDirectoryName(outside)!);
        File.CreateSymbolicLink(Path.Combine(Source, "file"), outside);
        File.CreateSymbolicLink(Path.Combine(Source, "nowhere"), "not-there");

        Assert.That(Restore(), Is.Empty);
        Assert.That(File.ReadAllText(outside), Is.EqualTo("kept"));
        Assert.That(Directory.EnumerateFileSystemEntries(Source).Select(Path.GetFileName), Is.EquivalentTo(new[] { "src", "data", "link", "target" }));
    }

    [Test]
    public void A_file_of_the_source_that_was_changed_or_removed_is_as_it_was()
    {
        File.WriteAllText(Path.Combine(Source, "src/lib.rs"), "changed");
        Directory.Delete(Path.Combine(Source, "data"), recursive: true);
        File.Delete(Path.Combine(Source, "link"));

        Assert.That(Restore(), Is.Empty);
        Assert.That(File.ReadAllText(Path.Combine(Source, "src/lib.rs")), Is.EqualTo("code"));
        Assert.That(File.ReadAllText(Path.Combine(Source, "data/words.txt")), Is.EqualTo("words"));
        Assert.That(new FileInfo(Path.Combine(Source, "link")).LinkTarget, Is.EqualTo("src/lib.rs"));
        Assert.That(Restore(), Is.Empty, "and nothing is changed any more");
    }

    [Test]
    public void What_stands_in_the_place_of_something_else_goes()
    {
        var before = Tree();
        File.Delete(Path.Combine(Source, "src/lib.rs"));
        scene.File("leg/source/src/lib.rs/inner/file", "a folder now");
        Directory.Delete(Path.Combine(Source, "data"), recursive: true);
        scene.File("leg/source/data", "a file now");
        File.Delete(Path.Combine(Source, "link"));
        File.CreateSymbolicLink(Path.Combine(Source, "link"), "elsewhere");

        Assert.That(Restore(), Is.Empty);
        Assert.That(Tree(), Is.EqualTo(before));
    }

    [Test]
    public void A_folder_that_was_removed_from_the_target_directory_is_there_again()
    {
        Directory.CreateDirectory(Path.Combine(scene.Directories.Target, "tmp"));
        StartState.Save(scene.Directories);
        Directory.Delete(Path.Combine(scene.Directories.Target, "tmp"));

        Assert.That(Restore(), Is.Empty);
        Assert.That(Path.Combine(scene.Directories.Target, "tmp"), Does.Exist);
    }

    [Test]
    public void What_was_built_and_then_changed_cannot_be_put_back_and_is_named()
    {
        File.WriteAllText(Path.Combine(scene.Directories.Target, "debug/it"), "another executable");
        File.WriteAllText(Path.Combine(Source, "src/lib.rs"), "changed");

        Assert.That(Restore(), Is.EqualTo(new[] { "target/debug/it" }));
        Assert.That(File.ReadAllText(Path.Combine(scene.Directories.Target, "debug/it")), Is.EqualTo("another executable"), "without it nothing could be run at all");
        Assert.That(File.ReadAllText(Path.Combine(Source, "src/lib.rs")), Is.EqualTo("code"), "the rest is put back all the same");
    }

    [Test]
    public void What_a_build_script_made_of_the_source_cannot_be_put_back()
    {
        scene.File("leg/source/data/words.txt", "made by the build");
        StartState.Save(scene.Directories);
        File.WriteAllText(Path.Combine(Source, "data/words.txt"), "made by a test");

        Assert.That(Restore(), Is.EqualTo(new[] { "data/words.txt" }));
    }

    [Test]
    public void What_cargo_remembers_of_rustc_does_not_matter()
    {
        scene.File("leg/source/target/.rustc_info.json", "{}");
        StartState.Save(scene.Directories);
        File.WriteAllText(Path.Combine(scene.Directories.Target, ".rustc_info.json"), "{\"more\":1}");

        Assert.That(Restore(), Is.Empty);
    }

    [Test]
    public void A_file_that_was_made_read_only_or_a_program_is_as_it_was()
    {
        var before = Tree();
        File.SetUnixFileMode(Path.Combine(Source, "src/lib.rs"), UnixFileMode.UserRead);
        File.SetUnixFileMode(Path.Combine(scene.Directories.Target, "debug/it"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.That(Restore(), Is.Empty, "also what was built: nothing else of it has changed");
        Assert.That(Tree(), Is.EqualTo(before));
    }

    [Test]
    public void A_folder_that_was_closed_is_open_again()
    {
        var before = Tree();
        scene.File("leg/source/src/new.rs", "new");
        File.SetUnixFileMode(Path.Combine(Source, "src"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(Path.Combine(Source, "data"), UnixFileMode.None);

        Assert.That(Restore(), Is.Empty);
        Assert.That(Tree(), Is.EqualTo(before));
    }

    [Test]
    public void Nothing_is_left_at_home_or_among_temporary_files()
    {
        scene.File("leg/home/.config/tool/settings", "x");
        scene.File("leg/tmp/a/b", "x");
        File.SetUnixFileMode(Path.Combine(scene.Directories.Temporary, "a"), UnixFileMode.None);
        File.CreateSymbolicLink(Path.Combine(scene.Directories.Home, "link"), "/etc");

        Assert.That(Restore(), Is.Empty);
        Assert.That(Directory.EnumerateFileSystemEntries(scene.Directories.Home), Is.Empty);
        Assert.That(Directory.EnumerateFileSystemEntries(scene.Directories.Temporary), Is.Empty);
        Assert.That(Directory.Exists("/etc"), Is.True);
    }

    [Test]
    public void A_test_that_removes_its_folder_for_temporary_files_takes_it_from_no_other()
    {
        Directory.Delete(scene.Directories.Temporary);
        File.SetUnixFileMode(scene.Directories.Home, UnixFileMode.UserRead);

        Assert.That(Restore(), Is.Empty);
        Assert.That(scene.Directories.Temporary, Does.Exist);
        Assert.That(() => File.WriteAllText(Path.Combine(scene.Directories.Home, "file"), ""), Throws.Nothing);
    }

    [Test]
    public void Where_nobody_looked_before_nothing_is_known_to_be_clean()
    {
        File.Delete($"{scene.Directories.Root}.start");

        Assert.That(Restore(), Is.Not.Empty);
    }

    [Test]
    public void Names_may_have_anything_in_them()
    {
        scene.File("checkout/odd/ a \"b\" $HOME\n*.txt", "odd");
        scene.File("leg/source/odd/ a \"b\" $HOME\n*.txt", "odd");
        File.SetLastWriteTimeUtc(Path.Combine(Source, "odd/ a \"b\" $HOME\n*.txt"), File.GetLastWriteTimeUtc(Path.Combine(scene.Checkout, "odd/ a \"b\" $HOME\n*.txt")));
        StartState.Save(scene.Directories);
        var before = Tree();
        Directory.Delete(Path.Combine(Source, "odd"), recursive: true);

        Assert.That(Restore(), Is.Empty);
        Assert.That(Tree(), Is.EqualTo(before));
    }

    private IReadOnlyList<string> Restore() => StartState.Restore(scene.Directories, scene.Checkout);

    private List<string> Tree() =>
    [
        .. new DirectoryInfo(Source).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(entry => $"{Path.GetRelativePath(Source, entry.FullName)} {entry.UnixFileMode} {entry.LinkTarget ?? (entry is FileInfo ? File.ReadAllText(entry.FullName) : "")}")
            .Order(StringComparer.Ordinal),
    ];
}
