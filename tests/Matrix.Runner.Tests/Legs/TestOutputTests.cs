using System.Text;
using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;
using static Matrix.Runner.Tests.Fakes.Libtest;

namespace Matrix.Runner.Tests.Legs;

/// <summary>Output of libtest and rustdoc 1.95.</summary>
public sealed class TestOutputTests
{
    private LegScene scene = null!;

    [SetUp]
    public void MakeScene() => scene = new LegScene();

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    [Test]
    public void Every_test_gets_its_result_from_JSON()
    {
        var output = Print(
            Begin,
            Started("a"),
            Started("b"),
            """{ "type": "test", "name": "b", "event": "ok", "exec_time": 0.25 }""",
            """{ "type": "test", "name": "a", "event": "failed", "exec_time": 0.5, "stdout": "out\n\nthread 'a' (7) panicked at src/lib.rs:3:5:\nboo\n" }""",
            Started("c"),
            """{ "type": "test", "name": "c", "event": "ignored", "message": "slow one" }""",
            End(1, 1, 1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                output.Results.Select(test => (test.Name, test.Outcome, test.Seconds)),
                Is.EqualTo(new[] { ("b", TestOutcome.Passed, (double?)0.25), ("a", TestOutcome.Failed, 0.5), ("c", TestOutcome.Ignored, null) }));
            Assert.That(output.Summary, Is.EqualTo(new LibtestCounts(1, 1, 1)));
            Assert.That(output.Read, Is.EqualTo(output.Summary));
            Assert.That(output.Running, Is.Empty);
            Assert.That(
                Log,
                Is.EqualTo(new[]
                {
                    "test b ... ok <0.250s>", "test a ... FAILED <0.500s>", "---- a stdout ----", "out", "", "thread 'a' (7) panicked at src/lib.rs:3:5:",
                    "boo", "", "test c ... ignored", "slow one",
                }));
            Assert.That(Trace("a").Panics.Single().Site.ToString(), Is.EqualTo("src/lib.rs:3:5"));
            Assert.That(Trace("a").Panics.Single().Evidence.Line, Is.EqualTo(6));
            Assert.That(Trace("a").End!.Line, Is.EqualTo(2));
            Assert.That(Trace("a").Printed, Is.True);
            Assert.That(output.Results.First(test => test.Name == "a").Log, Is.EqualTo(new LogLine("logs/memchr/cranelift/test.log.gz", 2)));
        }
    }

    [Test]
    public void A_message_of_several_lines_keeps_the_line_numbers_right()
    {
        Print(
            Begin,
            Started("a"),
            """{ "type": "test", "name": "a", "event": "failed", "message": "panic did not contain expected string\n      panic message: \"that\"\n expected substring: \"this\"" }""",
            "thread 'x' (7) panicked at src/lib.rs:3:5:",
            Started("b"),
            """{ "type": "test", "name": "b", "event": "failed", "message": "test did not panic as expected at src/lib.rs:26:32" }""");

        var observation = scene.Observations.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Log, Has.Length.EqualTo(7));
            Assert.That(observation.Rule, Is.EqualTo("no-panic"));
            Assert.That(observation.Test, Is.EqualTo(new TestId("lib memchr", "b")));
            Assert.That(Log[observation.Evidence.Line - 1], Is.EqualTo("test did not panic as expected at src/lib.rs:26:32"));
        }
    }

    [Test]
    public void A_test_that_runs_for_over_a_minute_goes_on()
    {
        var output = Print(
            Begin,
            Started("a"),
            """{ "type": "test", "event": "timeout", "name": "a" }""",
            """{ "type": "test", "name": "a", "event": "ok", "exec_time": 75.0 }""");

        Assert.That(output.Results.Single().Outcome, Is.EqualTo(TestOutcome.Passed));
        Assert.That(Log[0], Is.EqualTo("test a has been running for over 60 seconds"));
    }

    [Test]
    public void An_abort_in_the_middle_leaves_tests_running()
    {
        var output = Print(
            Begin, Started("a"), """{ "type": "test", "name": "a", "event": "ok" }""", Started("b"), "fatal runtime error: failed to initiate panic, error 5, aborting");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.HasSummary, Is.False);
            Assert.That(output.Running, Is.EqualTo(new[] { "b" }));
            Assert.That(scene.Observations.Single().Test, Is.EqualTo(new TestId("lib memchr", "b")));
        }
    }

    [Test]
    public void What_is_printed_past_the_capture_while_several_run_belongs_to_none()
    {
        Print(Begin, Started("a"), Started("b"), "llvm.x86.aesni is not yet supported.");

        Assert.That(scene.Observations.Single().Test, Is.Null);
        Assert.That(scene.Observations.Single().Subclass, Is.EqualTo("llvm.x86.aesni"));
    }

    [Test]
    public void A_result_is_seen_behind_output_that_left_its_line_open()
    {
        var output = Print("a", Begin, Started("a"), """no newline{ "type": "test", "name": "a", "event": "ok", "exec_time": 0.001 }""", End(1));

        Assert.That(output.Results.Single().Outcome, Is.EqualTo(TestOutcome.Passed));
        Assert.That(Log, Is.EqualTo(new[] { "a", "no newline", "test a ... ok <0.001s>" }));
    }

    [TestCase("""{ "type": "test", "name": "never-started", "event": "ok" }""")]
    [TestCase("""{ "type": "test", "event": "started" """)]
    [TestCase("""{ "type": "report", "total_time": 1 }""")]
    [TestCase("""{ "type": 7, "event": "ok", "name": "a" }""")]
    [TestCase("""{ "type": "test", "name": "\ud800", "event": "ok" }""")]
    [TestCase("""{ "type": "test", "name": "a", "event": "ok", "exec_time": "soon" }""")]
    public void What_a_test_forges_is_passed_through(string forged)
    {
        var output = Print(Begin, Started("a"), forged);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.Results, Is.Empty);
            Assert.That(output.Running, Is.EqualTo(new[] { "a" }));
            Assert.That(Log, Is.EqualTo(new[] { forged }));
        }
    }

    // Each of them could make a test pass, or end the counting, that libtest has not ended.
    [TestCase("""{ "type": "suite", "event": "ok", "passed": 9, "failed": 0, "ignored": 0, "measured": 0, "filtered_out": 0 }""")]
    [TestCase("""{ "type": "suite", "event": "started", "test_count": 9 }""")]
    [TestCase("""{ "type": "test", "name": "b", "event": "ok" }""")]
    [TestCase("test b ... ok")]
    [TestCase("test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s")]
    public void What_a_running_test_prints_is_not_libtests_word(string forged)
    {
        var output = Print(Begin, Started("a"), forged, """{ "type": "test", "name": "a", "event": "failed" }""", End(0, 1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.Results.Select(test => (test.Name, test.Outcome)), Is.EqualTo(new[] { ("a", TestOutcome.Failed) }));
            Assert.That(output.Summary, Is.EqualTo(new LibtestCounts(0, 1, 0)));
            Assert.That(output.Read, Is.EqualTo(output.Summary));
        }
    }

    [Test]
    public void Behind_the_summary_nothing_counts_any_more()
    {
        var output = Print(
            Begin, Started("a"), """{ "type": "test", "name": "a", "event": "ok" }""", End(1), Started("b"), """{ "type": "test", "name": "b", "event": "ok" }""", End(9));

        Assert.That(output.Results.Single().Name, Is.EqualTo("a"));
        Assert.That((output.Summary, output.Read), Is.EqualTo(((LibtestCounts?)new LibtestCounts(1, 0, 0), new LibtestCounts(1, 0, 0))));
    }

    [Test]
    public void What_is_said_of_a_running_test_in_its_place_shows_in_the_count()
    {
        var output = Print(
            Begin, Started("a"), Started("b"), """{ "type": "test", "name": "b", "event": "ok" }""", """{ "type": "test", "name": "b", "event": "failed" }""",
            """{ "type": "test", "name": "a", "event": "ok" }""", End(1, 1));

        Assert.That(output.Read, Is.EqualTo(new LibtestCounts(2, 0, 0)));
        Assert.That(output.Read, Is.Not.EqualTo(output.Summary), "so nothing of it is believed");
    }

    [Test]
    public void Before_it_has_answered_as_libtest_nothing_is_a_result()
    {
        var output = Print(Started("a"), """{ "type": "test", "name": "a", "event": "ok" }""", End(1));

        Assert.That((output.SpeaksJson, output.HasSummary, output.Results.Count), Is.EqualTo((false, false, 0)));
    }

    [Test]
    public void Where_it_was_not_asked_for_JSON_its_text_is_read()
    {
        using var log = scene.OpenLog(Phase.Test);
        var output = new TestOutput(log, Phase.Test, Target("lib memchr", TestHarness.Libtest), scene.Findings) { ExpectsJson = false };

        Feed(output, Begin, "test a ... ok", "test b - should panic ... FAILED", "test c ... ignored, slow", TextEnd(1, 1, 1));

        Assert.That(output.Results.Select(test => (test.Name, test.Outcome)), Is.EqualTo(new[] { ("a", TestOutcome.Passed), ("b", TestOutcome.Failed), ("c", TestOutcome.Ignored) }));
        Assert.That(output.Summary, Is.EqualTo(output.Read));
    }

    [Test]
    public void What_a_failed_test_printed_is_no_result_and_no_summary()
    {
        var output = PrintText(
            "test a ... FAILED", "", "failures:", "", "---- a stdout ----", "test b ... ok", TextEnd(7), "No space left on device", "", "failures:", "    a", "", TextEnd(0, 1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.Results.Single().Name, Is.EqualTo("a"));
            Assert.That(output.Summary, Is.EqualTo(new LibtestCounts(0, 1, 0)));
            Assert.That(scene.Observations.Single().Test, Is.EqualTo(new TestId("lib memchr", "a")));
        }
    }

    [Test]
    public void Of_two_tests_of_one_name_the_one_that_fails_counts_and_both_are_counted()
    {
        var output = PrintText("test a ... FAILED", "test a ... ok", TextEnd(1, 1));

        Assert.That(output.Results.Single().Outcome, Is.EqualTo(TestOutcome.Failed));
        Assert.That(output.Read, Is.EqualTo(output.Summary));
    }

    [Test]
    public void A_test_is_of_the_package_that_its_target_is_of()
    {
        using (var log = scene.OpenLog(Phase.Test))
        {
            var output = new TestOutput(log, Phase.Test, Target("lib memchr", TestHarness.Libtest) with { Package = "member" }, scene.Findings);
            Feed(output, Begin, Started("a"), "llvm.x86.aesni is not yet supported.", """{ "type": "test", "name": "a", "event": "failed" }""");
            Assert.That(output.Results.Single().Package, Is.EqualTo("member"));
        }

        Assert.That(scene.Observations.Single().Test, Is.EqualTo(new TestId("lib memchr", "a") { Package = "member" }));
    }

    [Test]
    public void A_number_that_JSON_cannot_hold_is_no_time()
    {
        var output = Print(Begin, Started("a"), """{ "type": "test", "name": "a", "event": "ok", "exec_time": 1e999 }""");

        Assert.That(output.Results.Single().Seconds, Is.Null);
    }

    [Test]
    public void Where_libtest_speaks_JSON_its_text_is_something_a_test_printed()
    {
        var output = Print(
            Begin, Started("a"), "test tests/ui/x.rs ... FAILED", "---- b stdout ----", "No space left on device", "test result: ok. 7 passed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.Results, Is.Empty);
            Assert.That(output.HasSummary, Is.False);
            Assert.That(scene.Observations.Single().Test, Is.EqualTo(new TestId("lib memchr", "a")));
        }
    }

    [TestCase("warning: LTO is not supported. You may get a linker error.", "error: linking with `cc` failed: exit status: 1", "Couldn't compile the test.", "lto")]
    [TestCase("Test executable failed (exit status: 101).", "LTO is not supported. You may get a linker error.", "Couldn't compile the test.", null, Description = "the example says so itself")]
    [TestCase("LTO is not supported. You may get a linker error.", "Test compiled successfully, but it's marked `compile_fail`.", "", null)]
    public void What_rustdoc_could_not_compile_is_the_compilers_word(string first, string second, string third, string? rule)
    {
        PrintText("running 1 test", "test src/lib.rs - (line 1) ... FAILED", "", "failures:", "", "---- src/lib.rs - (line 1) stdout ----", first, second, third, "", "failures:");

        Assert.That(scene.Observations.Select(seen => seen.Rule), rule is null ? Is.Empty : Does.Contain(rule));
    }

    [Test]
    public void Doctests_are_read_from_rustdocs_text()
    {
        var output = PrintText(
            "",
            "running 6 tests",
            "test src/lib.rs - (line 10) - compile fail ... ok",
            "test src/lib.rs - (line 13) ... ignored",
            "test src/lib.rs - (line 1) ... ok",
            "test src/lib.rs - a::b (line 16) ... FAILED",
            "test src/lib.rs - (line 4) - should panic ... FAILED",
            "test src/lib.rs - (line 7) - compile ... ok",
            "",
            "failures:",
            "",
            "---- src/lib.rs - a::b (line 16) stdout ----",
            "Test executable failed (exit status: 101).",
            "",
            "stderr:",
            "thread 'main' (7) panicked at src/lib.rs:3:1:",
            "doctest says no",
            "",
            "---- src/lib.rs - (line 4) stdout ----",
            "llvm.x86.aesni is not yet supported.",
            "",
            "failures:",
            "    src/lib.rs - a::b (line 16)",
            "",
            "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 3.17s",
            "all doctests ran in 3.2s");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                output.Results.Select(test => (test.Name, test.Outcome)),
                Is.EqualTo(new[]
                {
                    ("src/lib.rs - (line 10)", TestOutcome.Passed),
                    ("src/lib.rs - (line 13)", TestOutcome.Ignored),
                    ("src/lib.rs - (line 1)", TestOutcome.Passed),
                    ("src/lib.rs - a::b (line 16)", TestOutcome.Failed),
                    ("src/lib.rs - (line 4)", TestOutcome.Failed),
                    ("src/lib.rs - (line 7)", TestOutcome.Passed),
                }));
            Assert.That(output.Summary, Is.EqualTo(new LibtestCounts(3, 2, 1)));
            Assert.That(output.Read, Is.EqualTo(output.Summary));
            Assert.That(Trace("src/lib.rs - a::b (line 16)").Panics.Single().Evidence.Line, Is.EqualTo(16));
            Assert.That(scene.Observations.Single().Test, Is.EqualTo(new TestId("lib memchr", "src/lib.rs - (line 4)")));
            Assert.That(Trace("src/lib.rs - (line 4)").Panics, Is.Empty);
            Assert.That(scene.Log(Phase.Doctest)[^1], Is.EqualTo("all doctests ran in 3.2s"));
        }
    }

    [Test]
    public void An_ignored_test_may_say_why()
    {
        Assert.That(PrintText("test a ... ignored, needs a GPU").Results.Single().Outcome, Is.EqualTo(TestOutcome.Ignored));
    }

    [Test]
    public void Of_a_test_that_runs_alone_every_line_is_its_own()
    {
        using (var log = scene.OpenLog(Phase.Test))
        {
            var output = new TestOutput(log, Phase.Test, Target("test custom", TestHarness.Custom), scene.Findings) { Alone = "test custom" };
            Feed(output, "thread '<unnamed>' (7) panicked at src/lib.rs:3:5:", "llvm.x86.aesni is not yet supported.");
        }

        Assert.That(scene.Findings.TraceOf(new TestId("test custom", "test custom")).Panics, Has.Count.EqualTo(1));
        Assert.That(scene.Observations.Single().Test, Is.EqualTo(new TestId("test custom", "test custom")));
    }

    private string[] Log => scene.Log(Phase.Test);

    private TestTrace Trace(string test) => scene.Findings.TraceOf(new TestId("lib memchr", test));

    private static TestTarget Target(string name, TestHarness harness) => new(null, name, harness, new CommandSpec("/target/x", [], "/"));

    private TestOutput Print(params string[] lines) => Print(TestHarness.Libtest, lines);

    // As rustdoc, or a libtest without JSON, answers.
    private TestOutput PrintText(params string[] lines) => Print(TestHarness.Doctest, lines);

    private TestOutput Print(TestHarness harness, string[] lines)
    {
        var phase = harness == TestHarness.Doctest ? Phase.Doctest : Phase.Test;
        using var log = scene.OpenLog(phase);
        var output = new TestOutput(log, phase, Target("lib memchr", harness), scene.Findings);
        Feed(output, lines);
        return output;
    }

    private static void Feed(TestOutput output, params string[] lines)
    {
        foreach (var line in lines)
            output.OnLine(Encoding.UTF8.GetBytes(line));
    }
}
