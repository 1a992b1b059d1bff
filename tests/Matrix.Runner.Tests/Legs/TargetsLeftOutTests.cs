using System.Collections.Immutable;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.RustcCache;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs;

public sealed class TargetsLeftOutTests
{
    private const string Test = "CARGO_CRATE_NAME=set CARGO_PRIMARY_PACKAGE=1 CARGO_MANIFEST_DIR=/src rustc --crate-name set tests/set.rs --test -C extra-filename=-11 --out-dir /src/target/debug/deps";
    private const string Program = "CARGO_CRATE_NAME=tool CARGO_BIN_NAME=tool CARGO_PRIMARY_PACKAGE=1 CARGO_MANIFEST_DIR=/src rustc --crate-name tool src/main.rs --crate-type bin --out-dir /src/target/debug/deps";

    private LegFindings findings = null!;

    [SetUp]
    public void BeginAnew() => findings = new LegFindings(KnownRules.All);

    [TestCase(Test)]
    [TestCase(Program)]
    [TestCase("CARGO_CRATE_NAME=it CARGO_PRIMARY_PACKAGE=1 CARGO_MANIFEST_DIR=/src rustc --crate-name it tests/it.rs --crate-type bin --cfg test --out-dir /out", Description = "a harness of its own")]
    [TestCase("CARGO_CRATE_NAME=my_crate CARGO_PRIMARY_PACKAGE=1 CARGO_MANIFEST_DIR=/src rustc --crate-name my_crate src/lib.rs --test --out-dir /out", Description = "the library's own tests")]
    public void What_nothing_is_linked_with_is_only_tried(string call) => Assert.That(Answer(call), Is.InstanceOf<ShimAnswer.TryIt>());

    [TestCase("CARGO_CRATE_NAME=my_crate CARGO_PRIMARY_PACKAGE=1 CARGO_MANIFEST_DIR=/src rustc --crate-name my_crate src/lib.rs --crate-type lib --out-dir /out", Description = "a library")]
    [TestCase("CARGO_CRATE_NAME=build_script_build CARGO_PRIMARY_PACKAGE=1 CARGO_MANIFEST_DIR=/src rustc --crate-name build_script_build build.rs --crate-type bin --out-dir /out", Description = "a build script")]
    [TestCase("CARGO_CRATE_NAME=tool CARGO_BIN_NAME=tool CARGO_MANIFEST_DIR=/other rustc --crate-name tool src/main.rs --crate-type bin --out-dir /out", Description = "a dependency")]
    [TestCase("CARGO_CRATE_NAME=set CARGO_PRIMARY_PACKAGE=1 NUM_JOBS=2 PROFILE=debug rustc --crate-name set tests/set.rs --test --out-dir /out", Description = "of a cargo that a build script runs")]
    [TestCase("CARGO_CRATE_NAME=set CARGO_PRIMARY_PACKAGE=1 rustc --crate-name set tests/set.rs --test --emit=metadata --out-dir /out", Description = "only checked")]
    [TestCase("rustc --crate-name set tests/set.rs --test --out-dir /out", Description = "not cargo's")]
    public void What_else_is_linked_with_must_compile(string call) => Assert.That(Answer(call), Is.Null);

    [Test]
    public void What_fails_has_something_in_its_place_and_is_no_artifact()
    {
        _ = Answer(Test);
        var answer = (ShimAnswer.Take)Answer(Test, "exit status: 1")!;
        findings.Built.Add(Artifact("test", "set", "tests/set.rs", isTest: true));
        findings.Built.Add(Artifact("test", "good", "tests/good.rs", isTest: true));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Folder, Is.EqualTo("/src/target/debug/deps"));
            Assert.That(answer.Texts.Keys, Is.EqualTo(new[] { "set-11", "set-11.d" }));
            Assert.That(findings.Built.Artifacts.Select(artifact => artifact.TargetName), Is.EqualTo(new[] { "test good" }));
            Assert.That(findings.Built.Unbuilt.Select(left => (left.Artifact.TargetName, left.Ended, left.Needs)), Is.EqualTo(new[] { ("test set", "exit status: 1", (string?)null) }));
            Assert.That(findings.Invocations, Has.Count.EqualTo(1), "tried and failed is one call");
        }
    }

    [Test]
    public void What_needs_a_program_that_does_not_compile_is_left_out_with_it()
    {
        _ = Answer(Program, "exit status: 1");
        findings.Built.Add(Artifact("bin", "tool", "src/main.rs"));
        findings.Built.Add(Artifact("bin", "tool", "src/main.rs", isTest: true));
        findings.Built.Add(Artifact("test", "cli", "tests/cli.rs", isTest: true));
        findings.Built.Add(Artifact("lib", "my-crate", "src/lib.rs", isTest: true));
        findings.Built.Add(Artifact("test", "cli", "tests/cli.rs", isTest: true) with { ManifestPath = "/other/Cargo.toml" });

        findings.Built.LeaveOutWhatNeedsThem();
        findings.Built.LeaveOutWhatNeedsThem();

        Assert.That(findings.Built.Unbuilt.Select(left => (left.Artifact.TargetName, left.Needs)), Is.EqualTo(new[] { ("bin tool", null), ("test cli", "bin tool") }));
        Assert.That(findings.Built.Artifacts.Select(artifact => (artifact.TargetName, artifact.ManifestPath)), Is.EqualTo(new[]
        {
            ("bin tool", "/src/Cargo.toml"), ("lib my-crate", "/src/Cargo.toml"), ("test cli", "/other/Cargo.toml"),
        }));
    }

    private ShimAnswer? Answer(string call, string? ended = null)
    {
        var words = call.Split(' ');
        var variables = words.TakeWhile(word => word != "rustc").Select(word => word.Split('=')).ToImmutableSortedDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new TargetsLeftOut(findings).Answer(new ShimCall("/src", [.. words.SkipWhile(word => word != "rustc").Skip(1)], variables) { Ended = ended });
    }

    private static Artifact Artifact(string kind, string name, string source, bool isTest = false) =>
        new("my-crate 1.0.0", "/src/Cargo.toml", kind, name, isTest, $"/src/target/debug/deps/{name}-11", []) { SourcePath = $"/src/{source}" };
}
