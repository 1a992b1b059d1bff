using System.IO.Compression;
using System.Text;
using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Corpus;
using Matrix.Runner.Tests.Configuration;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Rules;

public sealed class ExplanationTests
{
    private static readonly RuleSet Rules = RuleFiles.Of(
        """
        format: 1
        rules:
          - { id: first, class: abi, precedence: 1, source: t, literal: "call of ", pattern: 'call of (?<name>\w+)$', subclass: "{name}" }
          - { id: second, class: limit, precedence: 2, source: t, literal: "call of ", confidence: likely }
          - { id: needs, class: limit, precedence: 3, source: t, literal: "call of ", with: [{ literal: "companion", within: 2 }] }
          - { id: ruled-out, class: limit, precedence: 4, source: t, literal: "call of ", without: [{ literal: "against it" }] }
          - { id: of-tests, class: limit, precedence: 5, source: t, literal: "call of ", when: testing }
          - { id: other, class: limit, precedence: 6, source: t, literal: "call of ", pattern: "call of duty" }
          - { id: silent, class: limit, precedence: 7, source: t, literal: "never said" }
        """);

    [Test]
    public void What_decides_and_what_came_close_is_said_with_lines() =>
        Assert.That(Explained("nothing\ncall of main\nnothing\n\n\ncompanion\nagainst it"), Is.EqualTo(new[]
        {
            "decided by first: abi/main (proven; alone cranelift; precedence 1; a.yaml:3)",
            "    log:2: call of main",
            "came close:",
            "  second: limit (likely; alone undecided; precedence 2; a.yaml:4): holds too, but later",
            "  needs: the companion 'companion' is missing within 2 lines",
            "    log:2: call of main",
            "  ruled-out: ruled out by line 7: against it",
            "    log:2: call of main",
            "  of-tests: means something only when testing, and this is build",
            "    log:2: call of main",
            "  other: the literal is there, but the pattern does not match",
            "    log:2: call of main",
        }));

    [Test]
    public void A_companion_is_evidence_too() =>
        Assert.That(Explained("companion\ncall of !", "needs"), Does.Contain("    log:1: companion"));

    [Test]
    public void A_log_that_no_rule_knows_is_said_to_be_so() =>
        Assert.That(Explained("nothing\nat all"), Is.EqualTo(new[] { "no rule decides (2 lines, phase build)" }));

    [Test]
    public void A_line_that_repeats_for_ever_is_not_kept_for_ever()
    {
        var reading = new LogReading(Rules, "log");
        for (var line = 0; line < 10_000; line++)
            reading.OnLine("call of main"u8);

        Assert.That(reading.Hits, Has.Count.LessThan(2000));
        Assert.That(reading.Lines, Is.EqualTo(10_000));
    }

    [TestCase("build.log.gz", "simd-intrinsic-hit")]
    [TestCase("test.2.log.gz", "simd-intrinsic-hit")]
    [CancelAfter(60_000)]
    public async Task A_log_of_a_results_directory_is_explained_by_its_name(string name, string rule, CancellationToken cancellation)
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, name);
        await using (var log = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            await log.WriteAsync("llvm.x86.avx2.psllv.d is not yet supported.\n"u8.ToArray(), cancellation);

        var end = await ProgramRun.RunAsync("Matrix.Runner", ["rules", "explain", path], cancellation);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        Assert.That(end.Output, Does.StartWith($"decided by {rule}: simd-intrinsic/llvm.x86.avx2.psllv.d"));
        Assert.That(end.Output, Does.Contain($"{path}:1: llvm.x86.avx2.psllv.d is not yet supported."));
    }

    [TestCase("no-such.log")]
    [TestCase("broken.log.gz")]
    [CancelAfter(60_000)]
    public async Task A_log_that_cannot_be_read_is_an_error_of_use(string name, CancellationToken cancellation)
    {
        using var folder = new TemporaryDirectory();
        folder.File("broken.log.gz", "not compressed");

        var end = await ProgramRun.RunAsync("Matrix.Runner", ["rules", "explain", Path.Combine(folder.Path, name)], cancellation);

        Assert.That(end.ExitCode, Is.EqualTo((int)ExitCode.Usage), end.ToString());
        Assert.That(end.Errors, Does.Contain("cannot be read"));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_phase_that_does_not_exist_is_an_error_of_use(CancellationToken cancellation)
    {
        var end = await ProgramRun.RunAsync("Matrix.Runner", ["rules", "explain", "x", "--phase", "tests"], cancellation);

        Assert.That(end.ExitCode, Is.EqualTo((int)ExitCode.Usage), end.ToString());
    }

    private static IEnumerable<string> Explained(string log) => Explained(log, null);

    private static IEnumerable<string> Explained(string log, string? onlyRule)
    {
        var rules = onlyRule is null ? Rules : new RuleSet(Rules.Rules.Where(rule => rule.Id == onlyRule));
        var reading = new LogReading(rules, "log");
        foreach (var line in log.Split('\n'))
            reading.OnLine(Encoding.UTF8.GetBytes(line));
        return Explanation.Of(reading, new LogContext(Phase.Build)).SelectMany(line => line.Split('\n'));
    }
}
