using Matrix.Runner.RustcCache;
using Matrix.Testing;

namespace Matrix.Runner.Tests.RustcCache;

public sealed class GeneratedFilesTests
{
    private TemporaryDirectory directory = null!;
    private GeneratedFiles generated = null!;

    [SetUp]
    public void Prepare()
    {
        directory = new TemporaryDirectory();
        Directory.CreateDirectory(Path.Combine(directory.Path, "kept"));
        Directory.CreateDirectory(Path.Combine(directory.Path, "staging"));
        generated = new GeneratedFiles(Path.Combine(directory.Path, "kept"), Path.Combine(directory.Path, "staging"));
    }

    [TearDown]
    public void Remove() => directory.Dispose();

    [Test]
    public void The_same_files_have_the_same_copy_and_others_another()
    {
        directory.File("one/a/x.rs", "1");
        directory.File("two/a/x.rs", "1");
        directory.File("three/b/x.rs", "1");
        directory.File("four/a/x.rs", "2");

        var copies = new[] { "one", "two", "three", "four" }.Select(name => generated.Keep(Path.Combine(directory.Path, name))).ToList();

        Assert.That(copies, Has.None.Null);
        Assert.That(copies[1], Is.SameAs(copies[0]));
        Assert.That(copies.Distinct().Count(), Is.EqualTo(3));
        Assert.That(File.ReadAllText(Path.Combine(copies[0]!.Folder, "a/x.rs")), Is.EqualTo("1"));
        Assert.That(generated.Bytes, Is.EqualTo(3));
        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(directory.Path, "staging")), Is.Empty);
    }

    [Test]
    public void A_copy_does_not_change_with_what_it_was_made_of()
    {
        var original = directory.File("one/x.rs", "1");
        var copy = generated.Keep(Path.GetDirectoryName(original)!)!.Folder;

        File.WriteAllText(original, "evil");

        Assert.That(File.ReadAllText(Path.Combine(copy, "x.rs")), Is.EqualTo("1"));
    }

    [Test]
    public void A_copy_goes_with_the_last_that_uses_it()
    {
        var original = Path.GetDirectoryName(directory.File("one/x.rs", "1"))!;
        var copy = generated.Keep(original)!;
        generated.Keep(original);

        generated.Release(copy);
        Assert.That(Directory.Exists(copy.Folder), Is.True);
        generated.Release(copy);

        Assert.That((Directory.Exists(copy.Folder), generated.Bytes), Is.EqualTo((false, 0L)));
        Assert.That(Directory.Exists(generated.Keep(original)!.Folder), Is.True);
    }

    [Test]
    public void Links_are_not_followed()
    {
        var secret = directory.File("secret", "s");
        directory.File("one/x.rs", "1");
        File.CreateSymbolicLink(Path.Combine(directory.Path, "one", "link.rs"), secret);

        Assert.That(generated.Keep(Path.Combine(directory.Path, "one")), Is.Null);
    }

    [Test]
    public void Too_much_is_not_kept()
    {
        using (var large = File.Create(directory.File("one/large", "")))
            large.SetLength(65L << 20);

        Assert.That(generated.Keep(Path.Combine(directory.Path, "one")), Is.Null);
        Assert.That(generated.Keep(Path.Combine(directory.Path, "nowhere")), Is.Null);
    }
}
