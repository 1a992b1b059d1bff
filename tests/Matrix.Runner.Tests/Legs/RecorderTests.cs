using System.Collections.Immutable;
using System.Text;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;
using Matrix.Runner.Tests.Processes;

namespace Matrix.Runner.Tests.Legs;

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
        var runner = new ProcessRunner();
        var compiled = Path.Combine(scene.Root, "recorder");
        var rustc = Environment.GetEnvironmentVariable("MATRIX_TOOLCHAIN") is { Length: > 0 } named && !named.Contains('/')
            ? new CommandSpec("rustup", ["run", named, "rustc", "--edition=2021", "-o", compiled, Recorder.SourcePath], "/")
            : new CommandSpec("rustc", ["--edition=2021", "-o", compiled, Recorder.SourcePath], "/");
        var built = await new TrustedPrograms(runner).AskAsync(rustc with { Environment = TrustedPrograms.Environment }, cancellation);
        if (!built.IsSuccess)
            Assert.Ignore($"no rustc that makes executables is here: {built.Complaint}");

        Recorder.Place(compiled, Records);
        var environment = ImmutableSortedDictionary<string, string>.Empty.Add("NOTE", "one\ntwo = 2").Add("EMPTY", "");
        string[][] calls = [["/target/a-1"], [], ["/target/b-2", "it's", "", "-x \n y"]];
        foreach (var arguments in calls)
            await runner.RunAsync(new CommandSpec(Recorder.RunnerIn(Records), [.. arguments], scene.Root) { Environment = environment }, new OutputBuffer(), cancellation);
        await runner.RunAsync(new CommandSpec(Recorder.RustdocIn(Records), ["--test"], "/") { Environment = environment }, new OutputBuffer(), cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Recorder.Executables(Records).Select(call => call.Arguments), Is.EqualTo(calls));
            Assert.That(Recorder.Executables(Records).Select(call => call.WorkingDirectory), Is.All.EqualTo(scene.Root));
            Assert.That(Recorder.Executables(Records)[0].Environment, Is.SupersetOf(environment));
            Assert.That(Recorder.Doctests(Records).Single().Arguments, Is.EqualTo(new[] { "--test" }));
        }
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
