using FsCheck;
using FsCheck.Fluent;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Events;
using Matrix.Runner.Progress;

namespace Matrix.Runner.Tests.Progress;

public sealed class ActionsProgressTests
{
    private static readonly string[] Pieces =
    [
        "::", "::error::", "\n::set-output name=x::y", "\r\n::stop-commands::z", "##[", "##[error]", "##[add-path]/tmp", "%0A::error::", "%", ",title=x",
        "\u001b[0m", " ", "std::thread", "\u2028::error::", "#", "[", "\u0085::error::",
    ];

    [Test]
    public void What_needs_a_look_is_an_annotation_and_all_else_is_in_groups()
    {
        var lines = LinesOf(
            SampleVerdicts.Of("serde", VerdictKind.Regressed, "1 of 3 fails", SampleVerdicts.Cause(FailureClass.Abi)),
            SampleVerdicts.Of("memchr", VerdictKind.Compatible),
            SampleVerdicts.Of("regex", VerdictKind.Compatible));

        Assert.That(lines, Is.EqualTo(new[]
        {
            "[1/3] regressed serde",
            "::warning title=serde::[abi] 1 of 3 fails",
            "[2/3] compatible memchr",
            "[3/3] compatible regex",
            "::group::compatible (2)",
            "compatible    memchr                         12.3 s  because",
            "compatible    regex                          12.3 s  because",
            "::endgroup::",
            "::group::regressed (1)",
            "regressed     serde                          12.3 s  [abi] 1 of 3 fails",
            "::endgroup::",
        }));
    }

    [Test]
    public void What_the_list_expected_needs_no_look() =>
        Assert.That(
            LinesOf(SampleVerdicts.Of("serde", VerdictKind.Regressed).Expecting(ExpectationState.Met)), Has.None.StartsWith("::warning"));

    [Test]
    public void A_reason_is_readable_outside_a_command() =>
        Assert.That(LinesOf(SampleVerdicts.Of("a", VerdictKind.Flaky, "100% of std::thread")), Has.Some.EndsWith("100% of std::thread"));

    [Test]
    public void A_percent_sign_in_an_annotation_is_no_escape() =>
        Assert.That(LinesOf(SampleVerdicts.Of("a", VerdictKind.Regressed, "50%0A::error::x")), Has.Some.EqualTo("::warning title=a::50%250A::error::x"));

    [Test]
    public void A_name_cannot_add_properties_to_an_annotation() =>
        Assert.That(
            LinesOf(SampleVerdicts.Of("a,file=x::y", VerdictKind.Regressed)), Has.Some.EqualTo("::warning title=a%2Cfile=x%3A%3Ay::because"));

    [Test]
    public void No_text_of_a_crate_is_a_workflow_command()
    {
        var text = Gen.Elements(Pieces).ListOf().Select(string.Concat);
        Prop.ForAll(text.ToArbitrary(), text.ToArbitrary(), (name, reason) =>
        {
            var lines = LinesOf(SampleVerdicts.Of(name, VerdictKind.Regressed, reason, SampleVerdicts.Cause(FailureClass.MissingTool, reason)));
            return lines.Length == 5 && lines.Where(IsCommand).Select(line => line[..8]).SequenceEqual(["::warnin", "::group:", "::endgro"]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Test]
    public void What_was_measured_is_told_and_a_busy_machine_is_an_annotation()
    {
        var speed = Speeds.Of("##[x]", (2, 1)) with { OtherLoad = 2 };
        using var output = new StringWriter();
        using var progress = new ActionsProgress(output);
        progress.Report(new SweepEvent.MeasuringStarted(1, 0, 3));
        progress.Report(new SweepEvent.CrateMeasured(CrateName.Parse("memchr"), speed));
        progress.Report(new SweepEvent.MeasuringFinished(new SpeedSummary([speed], new Dictionary<string, int>())));

        var lines = output.ToString().Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(lines.Where(IsCommand).Single(), Does.StartWith("::warning title=speed::the machine was busy"));
    }

    // As the runner of GitHub reads a line: the newer form at its beginning, the older one anywhere.
    private static bool IsCommand(string line) =>
        line.TrimStart().StartsWith("::", StringComparison.Ordinal) || line.Contains("##[", StringComparison.Ordinal);

    private static string[] LinesOf(params Verdict[] verdicts)
    {
        using var output = new StringWriter();
        using var progress = new ActionsProgress(output);
        progress.Report(new SweepEvent.Started(verdicts.Length, 0, 1));
        foreach (var verdict in verdicts)
            progress.Report(SampleVerdicts.Finished(verdict));
        progress.Report(new SweepEvent.Finished());
        return output.ToString().Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }
}
