using Matrix.Runner.Crates.Settings;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Crates.Settings;

public sealed class SourceSettingsTests
{
    private const string Refused = "build.target = 'x'\nbuild.jobs = 1\n";
    private const string Left = "build.jobs = 1\n";

    private TemporaryDirectory directory = null!;

    [SetUp]
    public void MakeDirectory()
    {
        directory = new TemporaryDirectory();
        directory.File("source/member/Cargo.toml", "");
    }

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    private string Root => Path.Combine(directory.Path, "source");

    [Test]
    public void Configuration_counts_from_the_package_up_to_the_root_and_no_further()
    {
        directory.File(".cargo/config.toml", Refused);
        directory.File("source/.cargo/config", Refused);
        directory.File("source/member/.cargo/config.toml", Refused);
        directory.File("source/other/.cargo/config.toml", Refused);

        var settings = Settle("member");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.LeftOut, Is.EqualTo(new[] { "member/.cargo/config.toml: build.target", ".cargo/config: build.target" }));
            Assert.That(settings.Edited, Is.EqualTo(new[] { "member/.cargo/config.toml", ".cargo/config" }));
            Assert.That(
                new[] { "../.cargo/config.toml", ".cargo/config", "member/.cargo/config.toml", "other/.cargo/config.toml" }.Select(Content),
                Is.EqualTo(new[] { Refused, Left, Left, Refused }));
        }
    }

    [Test]
    public void Nothing_outside_is_written_to_through_a_link()
    {
        var outside = directory.File("outside/config.toml", Refused);
        Directory.CreateDirectory(Path.Combine(Root, ".cargo"));
        File.CreateSymbolicLink(Path.Combine(Root, ".cargo/config.toml"), outside);
        File.CreateSymbolicLink(Path.Combine(Root, "member/.cargo"), "../../outside");

        Assert.That(Settle("member").LeftOut, Is.Empty);
        Assert.That(File.ReadAllText(outside), Is.EqualTo(Refused));
    }

    [Test]
    public void A_link_to_another_file_of_the_source_is_followed()
    {
        directory.File("source/shared/config.toml", Refused);
        File.CreateSymbolicLink(Path.Combine(Root, ".cargo"), "shared");

        Assert.That(Settle(".").LeftOut, Is.EqualTo(new[] { "shared/config.toml: build.target" }));
        Assert.That(Content(".cargo/config.toml"), Is.EqualTo(Left));
        Assert.That(new FileInfo(Path.Combine(Root, ".cargo")).LinkTarget, Is.EqualTo("shared"));
    }

    [Test]
    public void A_file_that_is_read_only_is_edited_and_stays_read_only()
    {
        var file = directory.File("source/.cargo/config.toml", Refused);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);

        Settle(".");

        Assert.That((File.ReadAllText(file), File.GetUnixFileMode(file)), Is.EqualTo((Left, UnixFileMode.UserRead)));
    }

    [Test]
    public void What_is_no_text_stays_as_it_is()
    {
        byte[] bytes = [.. "build.target = 'x' # "u8, 0xFF];
        var file = directory.File("source/.cargo/config.toml", "");
        File.WriteAllBytes(file, bytes);

        Assert.That(Settle(".").LeftOut, Is.Empty);
        Assert.That(File.ReadAllBytes(file), Is.EqualTo(bytes));
    }

    [Test]
    public void A_backend_that_the_workspace_names_is_to_be_overridden()
    {
        directory.File("source/Cargo.toml", "[profile.dev.package.inner]\ncodegen-backend = 'llvm'\n");

        var settings = Settle("member");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.BackendOverrides, Is.EqualTo(new[] { "profile.dev.package.inner.codegen-backend" }));
            Assert.That(settings.LeftOut, Is.EqualTo(new[] { "Cargo.toml: profile.dev.package.inner.codegen-backend" }));
            Assert.That(settings.Edited, Is.Empty);
        }
    }

    [Test]
    public void Where_dependencies_come_from_is_told_with_its_file()
    {
        directory.File("source/.cargo/config.toml", "[source.crates-io]\nreplace-with = 'vendored'\n");

        Assert.That(Settle("member").Sources, Is.EqualTo(new[] { ".cargo/config.toml: source" }));
    }

    private SourceSettings Settle(string package) => SourceSettings.Settle(Root, Path.GetFullPath(Path.Combine(Root, package)), Root);

    private string Content(string file) => File.ReadAllText(Path.Combine(Root, file));
}
