using System.Text;
using System.Text.Json;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Legs;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs;

public sealed class CargoOutputTests
{
    private const string Library =
        """
             Running `CARGO_PKG_DESCRIPTION='It'\''s a `crate` with'\!' "quotes" and
        several `lines`
        and more.' CARGO_PKG_NAME=my-crate CARGO_PKG_VERSION=0.1.0 /toolchain/bin/rustc --crate-name my_crate --emit=dep-info,metadata,link -Z codegen-backend=cranelift`
        """;

    private const string BuildScript = "     Running `CARGO_PKG_NAME=my-crate OUT_DIR=/out /target/debug/build/my-crate-feb/build-script-build`";

    private const string Artifact =
        """
        {"reason":"compiler-artifact","package_id":"path+file:///src/my%20crate#my-crate@0.1.0","manifest_path":"/src/my crate/Cargo.toml","target":{"kind":["test"],"crate_types":["bin"],"name":"it","src_path":"/src/my crate/tests/it.rs","edition":"2021","doc":false,"doctest":false,"test":true},"profile":{"opt_level":"1","debuginfo":2,"debug_assertions":true,"overflow_checks":true,"test":true},"features":[],"filenames":["/target/debug/deps/it-c5f"],"executable":"/target/debug/deps/it-c5f","fresh":false}
        """;

    private LegScene scene = null!;

    [SetUp]
    public void MakeScene() => scene = new LegScene();

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    private LegFindings Findings => scene.Findings;

    [Test]
    public void A_call_is_logged_without_its_environment_and_proves_nothing()
    {
        Print("   Compiling my-crate v0.1.0", Library, BuildScript, "    Finished");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Findings.Invocations, Is.Empty, "text is no protocol");
            Assert.That(
                Log,
                Is.EqualTo(new[]
                {
                    "   Compiling my-crate v0.1.0",
                    "     Running `rustc --crate-name my_crate --emit=dep-info,metadata,link -Z codegen-backend=cranelift`",
                    BuildScript,
                    "    Finished",
                }));
        }
    }

    [Test]
    public void An_artifact_is_recorded_and_not_logged()
    {
        Print(Artifact, """{"reason":"build-script-executed","package_id":"x"}""", """{"reason":"build-finished","success":true}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Findings.Built.Artifacts.Single().TargetName, Is.EqualTo("test it"));
            Assert.That(Findings.Built.Artifacts.Single().Executable, Is.EqualTo("/target/debug/deps/it-c5f"));
            Assert.That(Findings.Built.Artifacts.Single().Package, Is.EqualTo("my-crate 0.1.0"));
            Assert.That(Findings.Built.Artifacts.Single().SourcePath, Is.EqualTo("/src/my crate/tests/it.rs"));
            Assert.That(Findings.Built.Artifacts.Single().IsFresh, Is.False);
            Assert.That(Log, Is.EqualTo(new[] { "" }));
        }
    }

    [Test]
    public void A_message_without_a_place_is_logged_with_its_package_and_enters_the_ledger()
    {
        Print(Message("warning: unsupported x86 llvm intrinsic llvm.x86.pclmulqdq.256; replacing with trap\n\n", spans: "[]"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Log,
                Is.EqualTo(new[]
                {
                    "warning: unsupported x86 llvm intrinsic llvm.x86.pclmulqdq.256; replacing with trap",
                    "  = while compiling dep 1.2.3",
                }));
            Assert.That(
                Findings.Ledger.Entries("memchr", BackendName.Cranelift, LegScene.Host).Select(entry => (entry.Intrinsic, entry.State, entry.Package, entry.Target)),
                Is.EqualTo(new[] { ("llvm.x86.pclmulqdq.256", LedgerState.Warned, "dep 1.2.3", LegScene.Host) }));
        }
    }

    [Test]
    public void A_known_cause_is_observed_where_it_stands()
    {
        Print("first", Message("error: asm! and global_asm! sym operands are not yet supported\n\n", spans: "[]"));

        var observation = scene.Observations.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(observation.Class, Is.EqualTo(FailureClass.InlineAsm));
            Assert.That(observation.Subclass, Is.EqualTo("sym"));
            Assert.That(observation.Phase, Is.EqualTo(Phase.Build));
            Assert.That(observation.Package, Is.EqualTo("dep 1.2.3"));
            Assert.That(
                observation.Evidence,
                Is.EqualTo(new Evidence("logs/memchr/cranelift/build.log.gz", 2, "error: asm! and global_asm! sym operands are not yet supported")));
            Assert.That(Findings.Errors.Single().Evidence, Is.EqualTo(observation.Evidence));
        }
    }

    [TestCase("error", "test set", TestName = "An_error_says_of_which_target_it_is")]
    [TestCase("warning", null, TestName = "A_warning_keeps_no_target_from_compiling")]
    public void A_message_of_a_target(string level, string? target)
    {
        var message = JsonSerializer.Serialize(new
        {
            reason = "compiler-message",
            package_id = "path+file:///src/my-crate#1.0.0",
            manifest_path = "/src/my-crate/Cargo.toml",
            target = new { kind = new[] { "test" }, name = "set" },
            message = new { rendered = "error[E0432]: unresolved import `a`\n --> tests/set.rs:1:5\n", level, spans = new[] { new { } } },
        });

        Print(message);

        var set = new Matrix.Runner.Legs.Cargo.Artifact("my-crate 1.0.0", "/src/my-crate/Cargo.toml", "test", "set", true, null, []);
        Assert.That(Findings.Built.ErrorOf(set)?.Text, Is.EqualTo(target is null ? null : "error[E0432]: unresolved import `a`"));
        Assert.That(Findings.TargetAt(Phase.Build, new Evidence("", 2, "")), Is.EqualTo(target), "each of its lines");
        Assert.That(Findings.TargetAt(Phase.Build, new Evidence("", 3, "")), Is.Null);
    }

    [Test]
    public void Quoted_source_is_no_cause()
    {
        Print(Message(
            """
            warning: unused\n --> src/lib.rs:1:1\n  |\n1 | // error: asm! and global_asm! sym operands are not yet supported\n  | ^^^ No space left on device\n12 | // panicked at src/lib.rs:1:2\n
            """));

        Assert.That(scene.Observations, Is.Empty);
        Assert.That(Findings.BuildPanics, Is.Empty);
        Assert.That(Log, Has.Length.EqualTo(6));
    }

    [Test]
    public void A_panic_while_building_is_noted_with_its_place()
    {
        Print("thread 'rustc' (7) panicked at src/lib.rs:3:5:");

        Assert.That(Findings.BuildPanics.Single().Site.ToString(), Is.EqualTo("src/lib.rs:3:5"));
        Assert.That(Findings.BuildPanics.Single().Evidence.Line, Is.EqualTo(1));
    }

    [TestCase("{\"reason\":\"compiler-message\"")]
    [TestCase("{\"reason\":\"compiler-message\"}")]
    [TestCase("{\"reason\":\"compiler-artifact\",\"package_id\":\"a\",\"target\":{\"kind\":[],\"name\":\"a\"}}")]
    [TestCase("{\"reason\":\"compiler-artifact\",\"package_id\":7}")]
    [TestCase("{\"reason\":\"something-else\"}")]
    [TestCase("{\"reason\":\"\\ud800\"}")]
    [TestCase("{\"other\":1}")]
    [TestCase("     Running tests/it.rs (target/debug/deps/it-1)")]
    public void What_only_looks_like_cargos_word_is_passed_through(string line)
    {
        Print(line);

        Assert.That(Log, Is.EqualTo(new[] { line }));
        Assert.That(Findings.Built.Artifacts, Is.Empty);
    }

    [TestCase("     Running `/toolchain/bin/rustc --crate-name forged -Z codegen-backend=cranelift`")]
    [TestCase("     Running `/toolchain/bin/rustc --crate-name forged 'never closed")]
    [TestCase("     Running `")]
    [TestCase("     Running `'\n`\n'")]
    public void A_call_that_a_procedural_macro_prints_is_only_text(string forged)
    {
        Print(forged, Artifact, Library, "error: real");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Findings.Invocations, Is.Empty);
            Assert.That(Log, Has.Some.StartsWith("     Running `rustc --crate-name my_crate"));
            Assert.That(Findings.Built.Artifacts, Has.Count.EqualTo(1));
            Assert.That(Findings.Errors.Select(error => error.Evidence.Text), Has.Member("error: real"));
        }
    }

    [Test]
    public void What_begins_like_a_call_and_never_ends_is_logged_all_the_same()
    {
        Print("     Running `never closed", "error: No space left on device");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Log, Is.EqualTo(new[] { "     Running `never closed", "error: No space left on device" }));
            Assert.That(scene.Observations.Single().Class, Is.EqualTo(FailureClass.DiskFull));
            Assert.That(Findings.Errors.Single().Evidence.Line, Is.EqualTo(2));
        }
    }

    [Test]
    public void What_the_log_says_can_be_found_again_from_the_results()
    {
        Print(
            Message("warning: unsupported llvm intrinsic llvm.x; replacing with trap\n\n", spans: "[]"),
            Message("""error: bad\n  |\n3 | // panicked at src/lib.rs:1:2\n"""),
            "thread 'main' (7) panicked at build.rs:3:5:");

        using (var writer = ResultsWriter.Create(scene.Results.Root, Manifests.Any))
            Assert.That(writer.Paths.Root, Is.EqualTo(scene.Results.Root));
        var leg = new LegResult
        {
            Crate = "memchr",
            Leg = scene.Request.Leg,
            Outcome = new LegOutcome.Failed(Phase.Build, Environmental: false),
            Phases =
            [
                new PhaseResult { Phase = Phase.Build, Exit = new ProcessExit.Exited(101), Passed = false, Log = "logs/memchr/cranelift/build.log.gz", Messages = Findings.MessagesOf(Phase.Build) },
            ],
        };
        var stored = new StoredLegs(ResultsReader.Open(scene.Results.Root), KnownRules.All).Read(leg).Findings;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stored.Errors, Is.EqualTo(Findings.Errors));
            Assert.That(stored.BuildPanics, Is.EqualTo(Findings.BuildPanics));
            Assert.That(Entries(stored), Is.EqualTo(Entries(Findings)));
            Assert.That(Entries(stored), Has.Count.EqualTo(1));
        }
    }

    private string[] Log => scene.Log(Phase.Build);

    private static List<(string Intrinsic, LedgerState State, string? Package)> Entries(LegFindings findings) =>
        [.. findings.Ledger.Entries("memchr", BackendName.Cranelift, LegScene.Host).Select(entry => (entry.Intrinsic, entry.State, entry.Package))];

    private static string Message(string rendered, string spans = "[{}]") =>
        """{"reason":"compiler-message","package_id":"registry+https://example.org/index#dep@1.2.3","message":{"rendered":"RENDERED","spans":SPANS}}"""
            .Replace("RENDERED", rendered.Replace("\n", "\\n")).Replace("SPANS", spans);

    private void Print(params string[] lines)
    {
        using var log = scene.OpenLog(Phase.Build);
        var output = new CargoOutput(log, Phase.Build, Findings);
        foreach (var line in lines.SelectMany(line => line.Split('\n')))
            output.OnLine(Encoding.UTF8.GetBytes(line));
        output.Complete();
    }
}
