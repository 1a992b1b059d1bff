using System.Collections.Concurrent;
using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;
using Matrix.Runner.RustcCache;
using Matrix.Runner.Tests.Fakes;
using Matrix.Runner.Tests.Processes;

namespace Matrix.Runner.Tests.RustcCache;

/// <summary>The real shim, in front of a compiler that only says how it was called.</summary>
[CancelAfter(120_000)]
public sealed class RustcShimTests
{
    private const string SaysHowItWasCalled = "for word do printf '<%s>' \"$word\"; done\nprintf '\\nICE=%s BACKTRACE=%s\\n' \"$RUSTC_ICE\" \"$RUST_BACKTRACE\"";

    private readonly ConcurrentQueue<ShimCall> told = new();
    private LegScene scene = null!;

    [SetUp]
    public void MakeScene()
    {
        scene = new LegScene();
        scene.Directories.Create();
        told.Clear();
    }

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    [Test]
    public async Task Every_call_that_compiles_something_is_told_as_it_was_made(CancellationToken cancellation)
    {
        await PlaceAsync([], cancellation);
        var environment = ImmutableSortedDictionary<string, string>.Empty
            .Add("CARGO_CRATE_NAME", "my_crate").Add("CARGO_BIN_EXE_my-tool", "/target/my-tool").Add("NOTE", "one\ntwo = 2").Add("EMPTY", "");

        await using var socket = Listen();
        var said = await RunAsync(["--crate-name", "my_crate", "src/lib.rs", "", "it's -x"], environment, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Does.StartWith("<--crate-name><my_crate><src/lib.rs><><it's -x>\n"), "rustc is called all the same");
            Assert.That(told.Single().Arguments, Is.EqualTo(new[] { "--crate-name", "my_crate", "src/lib.rs", "", "it's -x" }));
            Assert.That(told.Single().Environment, Is.SupersetOf(environment), "a variable may have a dash in its name");
            Assert.That(told.Single().WorkingDirectory, Is.EqualTo(scene.Directories.Source));
        }
    }

    [TestCase("-vV")]
    [TestCase("-")]
    [TestCase("--print=cfg")]
    [TestCase("-", "--crate-name", "___", "--print=file-names")]
    public async Task Who_only_asks_is_answered_by_rustc_and_not_told_of(params string[] arguments)
    {
        await PlaceAsync(["--cap-lints=warn"], default);

        await using var socket = Listen();
        var said = await RunAsync(arguments, ImmutableSortedDictionary<string, string>.Empty, default);

        Assert.That(said, Does.StartWith(string.Concat(arguments.Select(argument => $"<{argument}>")) + "\n"), "and nothing is appended");
        Assert.That(told, Is.Empty);
    }

    [Test]
    public async Task Words_of_the_leg_come_last_and_are_rustcs_alone(CancellationToken cancellation)
    {
        await PlaceAsync(["--cap-lints=warn", "-Aodd words"], cancellation);

        await using var socket = Listen();
        var said = await RunAsync(["--crate-name", "a", "a.rs"], ImmutableSortedDictionary<string, string>.Empty, cancellation);

        Assert.That(said, Does.StartWith("<--crate-name><a><a.rs><--cap-lints=warn><-Aodd words>\n"));
        Assert.That(told.Single().Arguments, Is.EqualTo(new[] { "--crate-name", "a", "a.rs" }), "as cargo made it");
    }

    [Test]
    public async Task A_compiler_that_crashes_writes_no_report_and_no_crate_sees_how_that_is_done(CancellationToken cancellation)
    {
        await PlaceAsync([], cancellation);

        await using var socket = Listen();
        var said = await RunAsync(["--crate-name", "a", "a.rs"], ImmutableSortedDictionary<string, string>.Empty, cancellation);

        Assert.That(said, Does.EndWith("ICE=0 BACKTRACE=0\n"));
        Assert.That(told.Single().Environment.Keys, Has.No.Member("RUSTC_ICE").And.No.Member("RUST_BACKTRACE"));
    }

    [Test]
    public async Task What_the_crate_wants_of_a_crash_it_gets(CancellationToken cancellation)
    {
        await PlaceAsync([], cancellation);

        var own = ImmutableSortedDictionary<string, string>.Empty.Add("RUST_BACKTRACE", "full").Add("RUSTC_ICE", "/somewhere");

        Assert.That(await RunAsync(["--crate-name", "a", "a.rs"], own, cancellation), Does.EndWith("ICE=/somewhere BACKTRACE=full\n"));
    }

    [Test]
    public async Task Where_nobody_listens_rustc_is_called_all_the_same(CancellationToken cancellation)
    {
        await PlaceAsync([], cancellation);

        Assert.That(
            await RunAsync(["--crate-name", "a", "a.rs"], ImmutableSortedDictionary<string, string>.Empty, cancellation), Does.StartWith("<--crate-name><a><a.rs>\n"));
    }

    [Test]
    public async Task What_was_compiled_for_all_is_taken_and_rustc_is_not_called(CancellationToken cancellation)
    {
        await PlaceAsync([], cancellation);
        var made = scene.File("store/liba.rlib", "made before");
        var answer = new ShimAnswer.Take(
            scene.Directories.Source,
            ImmutableSortedDictionary<string, string>.Empty.Add("liba-11.rlib", made),
            ImmutableSortedDictionary<string, string>.Empty.Add("a-11.d", "a: a.rs\n"),
            "a warning\n");

        await using var socket = UnitSocket.Open(scene.Directories.Root, (_, _) => Task.FromResult<ShimAnswer?>(answer), () => { });
        var said = await RunAsync(["--crate-name", "a", "a.rs"], ImmutableSortedDictionary<string, string>.Empty, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo("a warning\n"));
            Assert.That(File.ReadAllText(Path.Combine(scene.Directories.Source, "liba-11.rlib")), Is.EqualTo("made before"));
            Assert.That(File.ReadAllText(Path.Combine(scene.Directories.Source, "a-11.d")), Is.EqualTo("a: a.rs\n"));
        }
    }

    [TestCase("exit 0", "", false, 0)]
    [TestCase("exit 3", "exit status: 3", true, 0)]
    [TestCase("kill -6 $$", "signal: 6", true, 0)]
    [TestCase("kill -9 $$", "", false, 137)]
    public async Task What_may_fail_is_told_again_if_it_does_unless_a_limit_killed_it(string script, string ended, bool isTaken, int exit)
    {
        await PlaceAsync([], default, script: script);
        await using var socket = UnitSocket.Open(
            scene.Directories.Root,
            (call, _) =>
            {
                told.Enqueue(call);
                return Task.FromResult<ShimAnswer?>(call.Ended is null ? new ShimAnswer.TryIt() : InItsPlace());
            },
            () => { });

        var came = await ExitAsync(["--crate-name", "a", "a.rs"], default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(came, Is.EqualTo(new ProcessExit.Exited(exit)));
            Assert.That(string.Concat(told.Select(call => call.Ended)), Does.StartWith(ended));
            Assert.That(told, Has.Count.EqualTo(isTaken ? 2 : 1));
            Assert.That(File.Exists(Path.Combine(scene.Directories.Source, "a-11")), Is.EqualTo(isTaken));
        }
    }

    private ShimAnswer.Take InItsPlace() => new(
        scene.Directories.Source, ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty.Add("a-11", "in its place"), "");

    [Test]
    public async Task Each_of_many_calls_at_once_is_told(CancellationToken cancellation)
    {
        await PlaceAsync([], cancellation);

        await using var socket = Listen();
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), cancellation, async (number, token) =>
            await RunAsync(["--crate-name", $"unit_{number}", "a.rs"], ImmutableSortedDictionary<string, string>.Empty, token));

        Assert.That(told.Select(call => call.Arguments[1]), Is.EquivalentTo(Enumerable.Range(0, 40).Select(number => $"unit_{number}")));
    }

    [Test]
    public async Task A_leg_in_a_folder_of_a_long_name_is_heard_too(CancellationToken cancellation)
    {
        var directories = new LegDirectories(Path.Combine(scene.Root, new string('a', 120), "leg"));
        directories.Create();
        await PlaceAsync([], cancellation, directories);

        await using var socket = UnitSocket.Open(directories.Root, units: null, Hear);
        await RunAsync(["--crate-name", "a", "a.rs"], ImmutableSortedDictionary<string, string>.Empty, cancellation, directories);

        Assert.That(told, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Away_from_its_settings_it_says_what_it_is(CancellationToken cancellation)
    {
        await PlaceAsync([], cancellation);
        File.Delete(Path.Combine(scene.Directories.StandIns, "settings"));

        Assert.That(await RunAsync(["-vV"], ImmutableSortedDictionary<string, string>.Empty, cancellation), Does.Contain("stands in for rustc in a sweep only"));
    }

    private UnitSocket Listen() => UnitSocket.Open(scene.Directories.Root, units: null, Hear);

    private ShimAnswer? Hear(ShimCall call)
    {
        told.Enqueue(call);
        return null;
    }

    private async Task PlaceAsync(ImmutableArray<string> appended, CancellationToken cancellation, LegDirectories? directories = null, string script = SaysHowItWasCalled)
    {
        var rustc = scene.File("toolchain/rustc", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(rustc, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (scene.StandIns with { Shim = await RealRustc.CompileAsync(RustcShim.SourcePath, cancellation) })
            .Place(directories ?? scene.Directories, LegScene.Toolchain with { Rustc = rustc }, appended);
    }

    private async Task<string> RunAsync(
        string[] arguments, ImmutableSortedDictionary<string, string> environment, CancellationToken cancellation, LegDirectories? directories = null)
    {
        var printed = new OutputBuffer();
        var command = new CommandSpec(StandIns.RustcIn(directories ?? scene.Directories), [.. arguments], (directories ?? scene.Directories).Source) { Environment = environment };
        await new ProcessRunner().RunAsync(command, printed, cancellation);
        return printed.Text;
    }

    private async Task<ProcessExit> ExitAsync(string[] arguments, CancellationToken cancellation) =>
        (await new ProcessRunner().RunAsync(new CommandSpec(StandIns.RustcIn(scene.Directories), [.. arguments], scene.Directories.Source), new OutputBuffer(), cancellation)).Exit;
}
