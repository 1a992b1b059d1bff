using System.Text.Json;
using Matrix.Faults;
using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs;

public sealed class TestTargetsTests
{
    private LegScene scene = null!;

    [SetUp]
    public void MakeScene() => scene = new LegScene();

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    [TestCase("lib", "memchr", "lib memchr")]
    [TestCase("proc-macro", "derive", "lib derive")]
    [TestCase("bin", "tool", "bin tool")]
    [TestCase("test", "it", "test it")]
    [TestCase("example", "show", "example show")]
    [TestCase("bench", "speed", "bench speed")]
    public void A_target_is_called_as_cargo_calls_it(string kind, string name, string expected)
    {
        scene.Findings.Built.Add(Artifact(kind, name, "/target/deps/x-1"));
        scene.Record("0001.run", ["/target/deps/x-1"]);

        Assert.That(Executables().Single().Name, Is.EqualTo(expected));
    }

    [Test]
    public void An_executable_that_nothing_is_known_of_is_called_by_its_file()
    {
        scene.Record("0001.run", ["/target/deps/x-1"]);

        Assert.That(Executables().Single().Name, Is.EqualTo("x-1"));
    }

    [Test]
    public void Only_what_was_compiled_as_a_test_has_libtests_harness()
    {
        scene.Findings.Add(Call("CARGO_MANIFEST_DIR=/src CARGO_CRATE_NAME=it rustc --crate-name it tests/it.rs --test"));
        scene.Findings.Add(Call("CARGO_MANIFEST_DIR=/src CARGO_CRATE_NAME=custom rustc --crate-name custom tests/custom.rs --cfg test"));
        scene.Findings.Built.Add(Artifact("test", "it", "/target/deps/it-11"));
        scene.Findings.Built.Add(Artifact("test", "custom", "/target/deps/custom-22"));
        scene.Record("0001.run", ["/target/deps/it-11"]);
        scene.Record("0002.run", ["/target/deps/custom-22"]);

        Assert.That(Executables().Select(target => target.Harness), Is.EqualTo(new[] { TestHarness.Libtest, TestHarness.Custom }));
    }

    [Test]
    public void A_target_is_run_as_cargo_would_have_run_it()
    {
        scene.Record("0001.run", ["/target/deps/it-11", "--quiet"], "OUT_DIR=/out", "NOTE=a=b");

        var command = Executables().Single().Command;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(command.CommandLine, Is.EqualTo(new[] { "/target/deps/it-11", "--quiet" }));
            Assert.That(command.WorkingDirectory, Is.EqualTo("/place"));
            Assert.That(command.Environment, Is.EqualTo(new Dictionary<string, string> { ["OUT_DIR"] = "/out", ["NOTE"] = "a=b" }));
        }
    }

    [Test]
    public void Of_a_doctest_call_the_options_of_the_recording_are_taken_away()
    {
        // As cargo 1.97 calls rustdoc.
        scene.Record(
            "0001.rustdoc",
            [
                "--edition=2021", "--crate-name", "my_crate", "--test", "src/lib.rs", "--test-run-directory", "/src", "--test-runtool", "/records/run",
                "--test-runtool-arg", "x", "--error-format", "json", "--color", "never",
            ]);

        var target = Targets.Doctests().Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(target.Name, Is.EqualTo("doctest my_crate"));
            Assert.That(target.Harness, Is.EqualTo(TestHarness.Doctest));
            Assert.That(target.Command.Program, Is.EqualTo("/toolchain/bin/rustdoc"));
            Assert.That(
                target.Command.Arguments,
                Is.EqualTo(new[]
                {
                    "--edition=2021", "--crate-name", "my_crate", "--test", "src/lib.rs", "--test-run-directory", "/src", "-Zcodegen-backend=cranelift",
                }));
        }
    }

    [Test]
    public void A_record_without_a_program_is_no_target()
    {
        scene.Record("0001.run", []);

        Assert.That(Executables(), Is.Empty);
    }

    [Test]
    public void Libtest_is_asked_for_JSON_and_given_the_entrys_arguments()
    {
        var target = Target(TestHarness.Libtest);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                target.All(["--skip", "slow"], 3).Arguments,
                Is.EqualTo(new[] { "own", "-Zunstable-options", "--format=json", "--report-time", "--test-threads=3", "--skip", "slow" }));
            Assert.That(target.Listing(["--skip", "slow"]).Arguments, Is.EqualTo(new[] { "own", "--skip", "slow", "--list", "--format=terse" }));
            Assert.That(
                target.Only(["a::b"], ["--skip", "slow"], 3).Arguments,
                Is.EqualTo(new[] { "own", "-Zunstable-options", "--format=json", "--report-time", "--test-threads=3", "--exact", "a::b", "--nocapture" }));
            Assert.That(target.AsCargo(["--skip", "slow"]).Arguments, Is.EqualTo(new[] { "own", "--skip", "slow" }), "nothing of ours");
        }
    }

    [TestCase("--include-ignored")]
    [TestCase("--ignored")]
    public void A_test_that_ran_although_it_is_ignored_runs_again(string argument)
    {
        Assert.That(Target(TestHarness.Libtest).Only(["a::b"], [argument], 2).Arguments, Has.Member(argument));
        Assert.That(Target(TestHarness.Doctest).Only(["a (line 3)"], [argument], 2).Arguments, Has.Member($"--test-args={argument}"));
    }

    [Test]
    public void Rustdoc_hands_arguments_on_to_its_tests()
    {
        var target = Target(TestHarness.Doctest);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(target.All(["--skip", "slow"], 3).Arguments, Is.EqualTo(new[] { "own", "--test-args=--test-threads=3", "--test-args=--skip", "--test-args=slow" }));
            Assert.That(target.AsCargo(["--skip", "slow"]).Arguments, Is.EqualTo(new[] { "own", "--test-args=--skip", "--test-args=slow" }));
            Assert.That(target.Listing([]).Arguments, Is.EqualTo(new[] { "own", "--test-args=--list", "--test-args=--format=terse" }));
        }
    }

    [Test]
    public void Doctests_are_named_by_their_lines()
    {
        string[] names = ["src/lib.rs - (line 12)", "src/a.rs - a::<T>::b (line 112)", "src/c.rs - c (line 12)", "odd name"];

        Assert.That(
            Target(TestHarness.Doctest).Only(names, [], 2).Arguments,
            Is.EqualTo(new[] { "own", "--test-args=--test-threads=2", "--test-args=12)", "--test-args=112)", "--test-args=odd" }));
    }

    [Test]
    public void A_custom_harness_runs_the_same_each_time()
    {
        var target = Target(TestHarness.Custom);

        Assert.That(target.AsCargo(["--quick"]).Arguments, Is.EqualTo(new[] { "own", "--quick" }));
        Assert.That(target.All(["--quick"], 3).CommandLine, Is.EqualTo(target.AsCargo(["--quick"]).CommandLine));
        Assert.That(target.Only(["x"], ["--quick"], 3).CommandLine, Is.EqualTo(target.AsCargo(["--quick"]).CommandLine));
    }

    [TestCase("registry+https://github.com/rust-lang/crates.io-index#memchr@2.7.0", "memchr 2.7.0")]
    [TestCase("path+file:///src/my%20crate#my-crate@0.1.0", "my-crate 0.1.0")]
    [TestCase("path+file:///src/memchr#2.7.0", "memchr 2.7.0")]
    [TestCase("git+https://example.org/memchr?branch=main#2.7.0", "memchr 2.7.0")]
    [TestCase("", " ")]
    public void A_package_id_names_package_and_version(string id, string package)
    {
        using var message = JsonDocument.Parse($$"""{"package_id":"{{id}}"}""");

        Assert.That(Matrix.Runner.Legs.Cargo.Artifact.PackageOf(message.RootElement), Is.EqualTo(package));
    }

    private static TestTarget Target(TestHarness harness) => new(null, "x", harness, new CommandSpec("/target/x", ["own"], "/"));

    private static Artifact Artifact(string kind, string name, string executable) =>
        new("memchr 1.0.0", "/src/Cargo.toml", kind, name, IsTest: true, executable, [executable]) { SourcePath = $"/src/tests/{name}.rs" };

    private static RustcInvocation Call(string words) => RustcInvocation.Of(RelayOnPaper.Call(words));

    private TestTargets Targets => new(scene.Request, LegScene.Toolchain, scene.Findings);

    private IReadOnlyList<TestTarget> Executables() => Targets.Executables();
}
