using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Crates.Checkout;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase), CancelAfter(120_000)]
public sealed class GitProgramTests : IDisposable
{
    private readonly GitScene scene = new();

    [SetUp]
    public Task SkipWithoutGit() => scene.SkipWithoutGitAsync();

    public void Dispose() => scene.Dispose();

    [TestCase(1, false, Description = "in process, where nobody has templates")]
    [TestCase(2, true)]
    public async Task Hooks_of_a_template_are_not_run(int history, bool isThere, CancellationToken cancellation)
    {
        var commit = await scene.CommitAsync("origin", "one", cancellation);
        var hook = scene.File("template/hooks/post-checkout", $"#!/bin/sh\ntouch '{scene.PathOf("ran")}'\n");
        File.SetUnixFileMode(hook, File.GetUnixFileMode(hook) | UnixFileMode.UserExecute);
        scene.File("mirrors/.gitconfig", $"[init]\n\ttemplateDir = {scene.PathOf("template")}\n");

        await scene.CheckOutAsync(scene.Source("origin", commit), new CheckoutDepth(history), "a", cancellation);

        Assert.That(File.Exists(scene.PathOf("a/.git/hooks/post-checkout")), Is.EqualTo(isThere));
        Assert.That(File.Exists(scene.PathOf("ran")), Is.False);
    }

    [Test]
    public async Task Git_sees_no_settings_of_the_machine_and_asks_for_nothing(CancellationToken cancellation)
    {
        var commit = await scene.CommitAsync("origin", "one", cancellation);
        var before = scene.Commands.Count;
        await scene.CheckOutAsync(scene.Source("origin", commit), CheckoutDepth.Everything, "a", cancellation);
        await scene.CheckOutAsync(scene.Source("origin", commit), "b", cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(scene.Commands.Skip(before).Select(command => command.Program).Distinct(), Is.EqualTo(new[] { "git" }));
            foreach (var command in scene.Commands.Skip(before))
            {
                Assert.That(command.Environment["HOME"], Is.EqualTo(scene.Mirrors));
                Assert.That(command.Environment["GIT_CONFIG_NOSYSTEM"], Is.EqualTo("1"));
                Assert.That(command.Environment["GIT_TERMINAL_PROMPT"], Is.EqualTo("0"));
                Assert.That(command.Environment["LC_ALL"], Is.EqualTo("C"));
                Assert.That(command.Arguments[..2], Is.EqualTo(new[] { "-c", "core.hooksPath=/dev/null" }));
            }
        }
    }

    [Test]
    public void Without_git_the_machine_is_not_ready(CancellationToken cancellation)
    {
        var processes = new FakeProcessRunner();
        processes.On("git").Ends(new ProcessExit.NotStarted("no such file"));
        var without = new GitCheckout(new TrustedPrograms(processes), scene.Mirrors);

        Assert.That(
            () => without.CheckOutAsync(scene.Source("origin", new string('1', 40)), CheckoutDepth.Commit, scene.PathOf("a"), cancellation),
            Throws.InstanceOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.Environment));
    }
}
