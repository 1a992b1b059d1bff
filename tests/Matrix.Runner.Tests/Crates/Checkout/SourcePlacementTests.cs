using System.Diagnostics;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Crates.Checkout;

public sealed class SourcePlacementTests : ISourceCheckout
{
    private TemporaryDirectory directory = null!;

    [SetUp]
    public void MakeDirectory()
    {
        directory = new TemporaryDirectory();
        directory.File("origin/Cargo.toml", "[package]");
    }

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    private string Origin => Path.Combine(directory.Path, "origin");

    private string Place => Path.Combine(directory.Path, "place");

    [TestCase("CACHEDIR.TAG", false)]
    [TestCase(".rustc_info.json", false)]
    [TestCase("mod.rs", true)]
    public async Task Only_a_target_directory_of_cargos_own_stays_behind(string file, bool comes)
    {
        directory.File($"origin/target/{file}", "x");

        await PlaceAsync();

        Assert.That(File.Exists(Path.Combine(Place, "target", file)), Is.EqualTo(comes));
    }

    [Test]
    public async Task The_repository_of_a_folder_comes_along()
    {
        directory.File("origin/.git/HEAD", "ref: refs/heads/main");

        await PlaceAsync();

        Assert.That(File.Exists(Path.Combine(Place, ".git/HEAD")), Is.True);
    }

    [TestCase("gitdir: inner/repository", true)]
    [TestCase("gitdir: ../elsewhere", false)]
    [TestCase("gitdir: inner/../../elsewhere", false)]
    [TestCase("gitdir: nowhere", false)]
    [TestCase("something else", true)]
    public async Task A_worktree_whose_repository_is_elsewhere_comes_without_it(string text, bool comes)
    {
        directory.File("origin/.git", text + "\n");
        directory.File("origin/inner/repository/HEAD", "x");
        directory.File("elsewhere/HEAD", "x");

        await PlaceAsync();

        Assert.That(File.Exists(Path.Combine(Place, ".git")), Is.EqualTo(comes));
    }

    [Test]
    public async Task An_absolute_place_is_elsewhere_though_it_lies_in_the_folder()
    {
        var head = directory.File("origin/inner/repository/HEAD", "x");
        directory.File("origin/.git", $"gitdir: {Path.GetDirectoryName(head)}\n");

        await PlaceAsync();

        Assert.That(File.Exists(Path.Combine(Place, ".git")), Is.False);
    }

    [Test]
    public async Task A_link_to_a_repository_elsewhere_stays_behind()
    {
        directory.File("elsewhere/HEAD", "x");
        File.CreateSymbolicLink(Path.Combine(Origin, ".git"), "../elsewhere");

        await PlaceAsync();

        Assert.That(Directory.Exists(Path.Combine(Place, ".git")), Is.False);
    }

    [Test]
    public async Task A_name_that_is_not_UTF8_is_a_limit_of_ours_and_told()
    {
        // printf makes the byte, which no string of .NET can hold.
        if (!Shell($"mkdir '{Origin}/data' && touch \"{Origin}/data/$(printf 'a\\377')\""))
            Assert.Ignore("the file system takes no such name");

        var error = await Assert.ThrowsAsync<CheckoutException>(PlaceAsync);
        Shell($"rm -r '{Origin}/data'");

        Assert.That(error!.Message, Is.EqualTo("the name of a file is not UTF-8, so this tool cannot copy it: data/a\uFFFD"));
        Assert.That(error.IsEnvironmental, Is.False);
    }

    [Test]
    public async Task A_name_that_holds_the_mark_of_what_cannot_be_named_is_a_name()
    {
        directory.File("origin/a\uFFFD", "x");
        File.CreateSymbolicLink(Path.Combine(Origin, "b\uFFFD"), "nowhere");

        await PlaceAsync();

        Assert.That(File.Exists(Path.Combine(Place, "a\uFFFD")), Is.True);
    }

    private static bool Shell(string command)
    {
        using var shell = Process.Start("/bin/sh", ["-c", command]);
        shell.WaitForExit();
        return shell.ExitCode == 0;
    }

    private Task PlaceAsync() => new SourcePlacement(this).PlaceAsync(
        new CrateEntry { Name = CrateName.Parse("a"), Source = new CrateSource.Folder(Origin), Position = "list.yaml:3" }, Place, default);

    Task<CheckedOut> ISourceCheckout.CheckOutAsync(CrateSource.Git source, CheckoutDepth depth, string folder, CancellationToken cancellation) =>
        throw new InvalidOperationException("nothing is to be checked out");
}
