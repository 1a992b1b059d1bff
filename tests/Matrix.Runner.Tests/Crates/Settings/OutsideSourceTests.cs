using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Settings;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Crates.Settings;

public sealed class OutsideSourceTests
{
    private const string Above = ": name the folder above as path, and directory: app (list.yaml:12)";
    private const string OutsideFolder = ", which is outside the folder that its entry names";

    private TemporaryDirectory directory = null!;

    [SetUp]
    public void MakeDirectory()
    {
        directory = new TemporaryDirectory();
        Manifest("util", "[package]\nname = 'util'");
    }

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    [TestCase("[dependencies]\nutil = { path = '../util' }")]
    [TestCase("[dependencies.util]\npath = '../util'\noptional = true")]
    [TestCase("dependencies.util.path = '../util'")]
    [TestCase("[dev-dependencies]\nutil = { path = '../util', version = '1' }")]
    [TestCase("[build-dependencies]\nutil.path = '../util'")]
    [TestCase("[target.'cfg(windows)'.dependencies]\nutil = { path = '../util' }")]
    [TestCase("[workspace]\n[patch.crates-io]\nutil = { path = '../util' }")]
    [TestCase("[workspace]\n[replace]\n'util:1.0.0' = { path = '../util' }")]
    [TestCase("[workspace]\nmembers = ['../util']")]
    [TestCase("[workspace.dependencies]\nutil = { path = '../util' }\n[dependencies]\nutil.workspace = true")]
    [TestCase("[dependencies]\ninner = { path = 'inner' }")]
    public void What_leads_outside_is_found_and_the_folder_told_that_holds_both(string manifest)
    {
        Manifest("app", $"{manifest}\n[package]\nname = 'app'");
        Manifest("app/inner", "[package]\nname = 'inner'\n[dependencies]\nutil = { path = '../../util' }");

        Assert.That(Outside("app"), Is.EqualTo($"depends on ../util{OutsideFolder}{Above}"));
    }

    [TestCase("[dependencies]\ninner = { path = 'inner' }\nother = '1'")]
    [TestCase("[workspace.dependencies]\nutil = { path = '../util' }")]
    [TestCase("[dependencies]\nutil = { path = '../app/inner' }")]
    [TestCase("[workspace]\nmembers = ['inner', 'cra*/*']")]
    [TestCase("[lib]\npath = '../util/src/lib.rs'")]
    [TestCase("[package.metadata.x]\npath = '../util'")]
    [TestCase("[dependencies")]
    [TestCase("")]
    public void What_stays_within_is_not_told(string manifest)
    {
        Manifest("app", manifest);
        Manifest("app/inner", "[package]\nname = 'inner'");
        Manifest("app/crates/one", "[package]\nname = 'one'");

        Assert.That(Outside("app"), Is.Null);
    }

    [Test]
    public void Members_that_a_pattern_names_count()
    {
        Manifest("app", "[workspace]\nmembers = ['crates/*']");
        Manifest("app/crates/one", "[dependencies]\nutil = { path = '../../../util' }");

        Assert.That(Outside("app"), Is.EqualTo($"depends on ../util{OutsideFolder}{Above}"));
    }

    [Test]
    public void The_folder_that_is_told_holds_what_lies_behind_too()
    {
        Manifest("a/b/app", "[dependencies]\nutil = { path = '../util' }");
        Manifest("a/b/util", "[dependencies]\nfar = { path = '../../far' }");
        Manifest("a/far", "[package]");

        Assert.That(
            Outside("a/b/app"),
            Is.EqualTo($"depends on ../util{OutsideFolder}: name the folder 2 levels above as path, and directory: b/app (list.yaml:12)"));
    }

    [Test]
    public void A_package_below_the_folder_that_is_named_keeps_its_place()
    {
        Manifest("app/crates/one", "[dependencies]\nutil = { path = '../../../util' }");

        Assert.That(
            Outside("app", "crates/one"),
            Is.EqualTo($"depends on ../util{OutsideFolder}: name the folder above as path, and directory: app/crates/one (list.yaml:12)"));
    }

    [TestCase("[package]\nname = 'app'\nversion.workspace = true", "[workspace]\nmembers = ['app']\n[workspace.package]\nversion = '1.0.0'")]
    [TestCase("[package]\nname = 'app'\nworkspace = '..'", "[workspace]\nmembers = ['app']")]
    [TestCase("[dependencies]\nutil.workspace = true", "[workspace.dependencies]\nutil = { path = 'util' }")]
    [TestCase("[lints]\nworkspace = true", "[workspace]\nmembers = ['app']")]
    [TestCase("[package]\nname = 'app'", "[workspace]\n[patch.crates-io]\nutil = { path = 'util' }")]
    public void A_workspace_above_that_is_needed_is_told(string manifest, string workspace)
    {
        Manifest("app", manifest);
        Manifest("", workspace);

        Assert.That(Outside("app"), Is.EqualTo($"belongs to the workspace in ..{OutsideFolder}{Above}"));
    }

    [Test]
    public void A_workspace_above_of_which_nothing_is_taken_is_not_needed()
    {
        Manifest("app", "[package]\nname = 'app'\n[dependencies]\nother = '1'");
        Manifest("", "[workspace]\nmembers = ['app']");

        Assert.That(Outside("app"), Is.Null);
    }

    [Test]
    public void What_lies_elsewhere_on_the_machine_has_no_folder_in_common()
    {
        Manifest("app", "[dependencies]\nutil = { path = '/nowhere/util' }");

        Assert.That(Outside("app"), Does.StartWith("depends on ../").And.EndsWith($"nowhere/util{OutsideFolder} (list.yaml:12)"));
    }

    [Test]
    public void Of_a_repository_nothing_outside_is_read()
    {
        Manifest("app", "[dependencies]\nutil = { path = '../util' }\n[workspace]\nmembers = ['../*/*']");
        var crate = Crate(new CrateSource.Git("https://example.org/a", "v1", IsTag: true), ".");

        Assert.That(OutsideSource.Of(crate, PathOf("app")), Is.EqualTo("depends on ../util, which is outside its repository (list.yaml:12)"));
    }

    [Test]
    public void Links_in_a_circle_come_to_an_end()
    {
        Manifest("app", "[dependencies]\na = { path = 'loop' }\nb = { path = 'again' }");
        File.CreateSymbolicLink(PathOf("app/loop"), ".");
        File.CreateSymbolicLink(PathOf("app/again"), ".");

        Assert.That(Outside("app"), Is.Null);
    }

    private string PathOf(string folder) => Path.Combine(directory.Path, folder);

    private void Manifest(string folder, string text) => directory.File(Path.Combine(folder, "Cargo.toml"), text + "\n");

    private string? Outside(string folder, string package = ".") => OutsideSource.Of(Crate(new CrateSource.Folder(PathOf(folder)), package), PathOf("copy"));

    private static CrateEntry Crate(CrateSource source, string package) =>
        new() { Name = CrateName.Parse("app"), Source = source, Directory = package, Position = "list.yaml:12" };
}
