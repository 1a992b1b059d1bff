using System.Collections.Immutable;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;
using Matrix.Runner.Tests.Processes;

namespace Matrix.Runner.Tests.Legs.Tests;

[CancelAfter(120_000)]
public sealed class RecorderTests
{
    private LegScene scene = null!;

    [SetUp]
    public void MakeScene()
    {
        scene = new LegScene();
        scene.Directories.Create();
    }

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    private string Records => scene.Directories.Records;

    [Test]
    public async Task What_the_compiled_recorder_writes_down_reads_back_as_the_call(CancellationToken cancellation)
    {
        await PlaceAsync(cancellation);
        var environment = ImmutableSortedDictionary<string, string>.Empty.Add("NOTE", "one\ntwo = 2").Add("EMPTY", "");
        string[][] calls = [["/target/a-1"], [], ["/target/b-2", "it's", "", "-x \n y"]];
        foreach (var arguments in calls)
            await RunAsync(new CommandSpec(StandIns.RunnerIn(scene.Directories), [.. arguments], scene.Root) { Environment = environment }, cancellation);
        await RunAsync(new CommandSpec(StandIns.RustdocIn(scene.Directories), ["--crate-name", "a", "--test"], "/") { Environment = environment }, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Recorder.Executables(Records).Select(call => call.Arguments), Is.EqualTo(calls));
            Assert.That(Recorder.Executables(Records).Select(call => call.WorkingDirectory), Is.All.EqualTo(scene.Root));
            Assert.That(Recorder.Executables(Records)[0].Environment, Is.SupersetOf(environment));
            Assert.That(Recorder.Executables(Records)[0].Environment.Keys.Where(name => name.Contains("MATRIX")), Is.SubsetOf(new[] { ProcessRunner.MarkName }), "nothing of ours");
            Assert.That(Recorder.Doctests(Records).Single().Arguments, Is.EqualTo(new[] { "--crate-name", "a", "--test" }));
        }
    }

    [Test]
    public async Task Whoever_asks_rustdoc_something_is_answered_by_rustdoc(CancellationToken cancellation)
    {
        await PlaceAsync(cancellation);

        var said = await RunAsync(new CommandSpec(StandIns.RustdocIn(scene.Directories), ["--version"], "/"), cancellation);

        Assert.That(said, Is.EqualTo("rustdoc --version\n"));
        Assert.That(Recorder.Doctests(Records), Is.Empty);
    }

    // A rustdoc that only says how it was called.
    private async Task PlaceAsync(CancellationToken cancellation)
    {
        var rustdoc = scene.File("toolchain/rustdoc", "#!/bin/sh\necho rustdoc \"$@\"\n");
        File.SetUnixFileMode(rustdoc, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (scene.StandIns with { Recorder = await RealRustc.CompileAsync(Recorder.SourcePath, cancellation) })
            .Place(scene.Directories, LegScene.Toolchain with { Rustdoc = rustdoc }, []);
    }

    private static async Task<string> RunAsync(CommandSpec command, CancellationToken cancellation)
    {
        var printed = new OutputBuffer();
        await new ProcessRunner().RunAsync(command, printed, cancellation);
        return printed.Text;
    }

    [TestCase("")]
    [TestCase("junk")]
    [TestCase("/place\0")]
    [TestCase("/place\0two\0a\0b\0")]
    [TestCase("/place\0-1\0a\0")]
    [TestCase("/place\0009999999999\0a\0")]
    [TestCase("/place\0002\0a\0")]
    [TestCase("\0\0\0")]
    public void What_is_no_record_is_passed_over(string content)
    {
        File.WriteAllText(Path.Combine(Records, "0001.run"), content);
        scene.Record("0002.run", ["/target/a-1"]);

        Assert.That(Recorder.Executables(Records).Select(call => call.Arguments.Single()), Is.EqualTo(new[] { "/target/a-1" }));
    }

    [Test]
    public void A_link_is_not_followed()
    {
        File.CreateSymbolicLink(Path.Combine(Records, "0001.run"), "/dev/zero");

        Assert.That(Recorder.Executables(Records), Is.Empty);
    }

    [Test]
    public void Calls_come_in_the_order_they_were_made()
    {
        scene.Record("0010.run", ["/target/c"]);
        scene.Record("0002.run", ["/target/b"]);
        scene.Record("0001.run", ["/target/a"], "A=1", "=odd", "nothing", "B=x=y");

        var calls = Recorder.Executables(Records);

        Assert.That(calls.Select(call => call.Arguments.Single()), Is.EqualTo(new[] { "/target/a", "/target/b", "/target/c" }));
        Assert.That(calls[0].Environment, Is.EqualTo(new Dictionary<string, string> { ["A"] = "1", ["B"] = "x=y" }));
    }
}
