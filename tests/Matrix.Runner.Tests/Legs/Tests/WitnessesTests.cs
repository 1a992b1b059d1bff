using System.Collections.Immutable;
using System.Text;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;
using Matrix.Runner.Tests.Processes;

namespace Matrix.Runner.Tests.Legs.Tests;

[CancelAfter(120_000)]
public sealed class WitnessesTests
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

    private string Tool => Path.Combine(scene.Directories.Target, "debug/tool");

    private string Example => Path.Combine(scene.Directories.Target, "debug/examples/show");

    private string Records => Path.Combine(scene.Directories.Root, "overheard", "0");

    [Test]
    public void Programs_are_binaries_and_examples_of_the_legs_own_build_each_once()
    {
        Witnesses.Save(scene.Directories,
        [
            Artifact("bin", "tool", Tool), Artifact("bin", "tool", Tool), Artifact("example", "show", Example), Artifact("bin", "tool", $"{Tool}-11", isTest: true),
            Artifact("custom-build", "build-script-build", Path.Combine(scene.Directories.Target, "debug/build/x/build-script-build")), Artifact("lib", "tool", null),
            Artifact("bin", "sh", "/bin/sh"),
        ]);

        Assert.That(Witnesses.Programs(scene.Directories), Is.EqualTo(new[] { new PackageProgram("bin tool", Tool), new PackageProgram("example show", Example) }));
    }

    [Test]
    public void A_package_without_programs_has_none()
    {
        Assert.That(Witnesses.Programs(scene.Directories), Is.Empty, "nobody looked");

        Witnesses.Save(scene.Directories, []);

        Assert.That(Witnesses.Programs(scene.Directories), Is.Empty);
    }

    [Test]
    public void A_witness_stands_in_a_programs_place_and_the_program_comes_back()
    {
        Build("the tool", "the example");
        var witnesses = new Witnesses(scene.File("witness", "a witness"), scene.Directories);

        using (witnesses.Place())
        {
            Assert.That(new[] { Tool, Example }.Select(File.ReadAllText), Is.All.EqualTo("a witness"));
            var settings = File.ReadAllText($"{Tool}.witness").Split('\0');
            Assert.That(File.ReadAllText(settings[0]), Is.EqualTo("the tool"));
            Assert.That(Path.GetFileName(settings[0]), Is.EqualTo("tool"), "it may ask for its own name");
            Assert.That(settings[1], Is.EqualTo(Records));
        }

        Assert.That(new[] { Tool, Example }.Select(File.ReadAllText), Is.EqualTo(new[] { "the tool", "the example" }));
        Assert.That(Directory.EnumerateFiles(scene.Directories.Target, "*.witness", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void What_they_change_in_the_target_directory_is_not_seen_afterwards()
    {
        Build("the tool", "the example");
        StartState.Save(scene.Directories);

        using (new Witnesses(scene.File("witness", "a witness"), scene.Directories).Place())
        {
        }

        Assert.That(StartState.Restore(scene.Directories, scene.Checkout), Is.Empty);
    }

    [Test]
    public void A_program_that_is_gone_or_is_a_link_has_no_witness()
    {
        Build("the tool", "the example");
        File.Delete(Tool);
        File.CreateSymbolicLink(Tool, "/bin/sh");
        File.Delete(Example);

        using (new Witnesses(scene.File("witness", "a witness"), scene.Directories).Place())
        {
            Assert.That(new FileInfo(Tool).LinkTarget, Is.EqualTo("/bin/sh"));
            Assert.That(Example, Does.Not.Exist);
        }
    }

    [Test]
    public void What_was_heard_is_taken_once_record_by_record()
    {
        Build("the tool", "the example");
        var witnesses = new Witnesses(scene.File("witness", "a witness"), scene.Directories);
        using var placed = witnesses.Place();
        File.WriteAllText(Path.Combine(Records, "0002"), "third\n");
        File.WriteAllText(Path.Combine(Records, "0001"), "first\n\nsecond");
        File.CreateSymbolicLink(Path.Combine(Records, "0003"), "/dev/zero");

        Assert.That(witnesses.Take().Lines.Select(Encoding.UTF8.GetString), Is.EqualTo(new[] { "first", "", "second", "third" }));
        Assert.That(witnesses.Take().Lines, Is.Empty);
    }

    [Test]
    public void What_an_earlier_run_heard_is_not_heard_again()
    {
        Build("the tool", "the example");
        Directory.CreateDirectory(Records);
        File.WriteAllText(Path.Combine(Records, "0001"), "long ago");
        var witnesses = new Witnesses(scene.File("witness", "a witness"), scene.Directories);

        using var placed = witnesses.Place();

        Assert.That(witnesses.Take().Lines, Is.Empty);
    }

    [Test]
    public async Task Whoever_starts_a_program_sees_what_it_would_see_and_its_errors_are_heard(CancellationToken cancellation)
    {
        Build("#!/bin/sh\necho \"$1 $NOTE\"\ncat\necho said >&2\necho >&2\nexit 7\n", "");
        var witnesses = new Witnesses(await RealRustc.CompileAsync(Witnesses.SourcePath, cancellation), scene.Directories);

        using var placed = witnesses.Place();
        var printed = new OutputBuffer();
        var ended = await new ProcessRunner().RunAsync(
            new CommandSpec(Tool, ["argument"], "/") { Environment = ImmutableSortedDictionary<string, string>.Empty.Add("NOTE", "its variable").Add("PATH", "/usr/bin:/bin") },
            printed, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.Exit, Is.EqualTo(new Results.ProcessExit.Exited(7)));
            Assert.That(printed.Text, Does.Contain("argument its variable\n").And.Contain("said\n"));
            Assert.That(witnesses.Take().Lines.Select(Encoding.UTF8.GetString), Is.EqualTo(new[] { "said", "", "", "tool: exit status: 7" }));
        }
    }

    [Test]
    public async Task A_program_that_dies_by_a_signal_dies_so_for_whoever_started_it(CancellationToken cancellation)
    {
        Build("#!/bin/sh\necho trap at Instance >&2\nkill -ABRT $$\n", "");
        var witnesses = new Witnesses(await RealRustc.CompileAsync(Witnesses.SourcePath, cancellation), scene.Directories);

        using var placed = witnesses.Place();
        var ended = await RunAsync(cancellation);

        Assert.That(ended.Exit, Is.EqualTo(new Results.ProcessExit.Signalled(6)));
        Assert.That(witnesses.Take().Lines.Select(Encoding.UTF8.GetString).ToList(), Has.Member("trap at Instance").And.Some.StartsWith("tool: signal: 6"));
    }

    [Test]
    public async Task A_program_that_ends_well_and_says_nothing_leaves_nothing(CancellationToken cancellation)
    {
        Build("#!/bin/sh\necho only an output\n", "");
        var witnesses = new Witnesses(await RealRustc.CompileAsync(Witnesses.SourcePath, cancellation), scene.Directories);

        using var placed = witnesses.Place();

        Assert.That((await RunAsync(cancellation)).Exit.IsSuccess, Is.True);
        Assert.That(witnesses.Take().Lines, Is.Empty);
    }

    private Task<ProcessResult> RunAsync(CancellationToken cancellation) => new ProcessRunner().RunAsync(
        new CommandSpec(Tool, [], "/") { Environment = ImmutableSortedDictionary<string, string>.Empty.Add("PATH", "/usr/bin:/bin") }, new OutputBuffer(), cancellation);

    private void Build(string tool, string example)
    {
        foreach (var (path, text) in new[] { (Tool, tool), (Example, example) })
        {
            scene.File(Path.GetRelativePath(scene.Root, path), text);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Witnesses.Save(scene.Directories, [Artifact("bin", "tool", Tool), Artifact("example", "show", Example)]);
    }

    private static Artifact Artifact(string kind, string name, string? executable, bool isTest = false) => new("it 1.0.0", "/src/Cargo.toml", kind, name, isTest, executable, []);
}
