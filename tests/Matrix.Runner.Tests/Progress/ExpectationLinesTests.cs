using Matrix.Results;
using Matrix.Runner.Events;
using Matrix.Runner.Progress;
using Matrix.Runner.Tests.Crates.Expectations;

namespace Matrix.Runner.Tests.Progress;

/// <summary>How a sweep says that its list is not true.</summary>
public sealed class ExpectationLinesTests
{
    private const string List =
        """
        format: 1
        crates:
          - name: memchr
            path: memchr
            expect:
              - { verdict: regressed, class: unwinding, subclass: abort, issue: a/b#1, until: 2027-01-01 }
          - name: regex
            path: regex
            expect:
              - { verdict: broken, reason: "::error::x ##[error]", until: 2026-01-01 }
          - name: syn
            path: syn
            expect: [{ verdict: broken, reason: x }]

        """;

    private static readonly Verdict[] Came =
    [
        SampleVerdicts.Of("memchr", VerdictKind.Compatible, "all 3 tests pass with both"),
        SampleVerdicts.Of("regex", VerdictKind.Broken),
        SampleVerdicts.Of("syn", VerdictKind.Flaky, "\u001b]0;x\u0007"),
    ];

    private static readonly string[] Told =
    [
        "unexpected results: 3 crates of list.yaml",
        "  memchr (list.yaml:3)",
        "    expected: regressed unwinding/abort (a/b#1) until 2027-01-01",
        "    got:      compatible all 3 tests pass with both",
        "    edit:     the entry goes",
        "  regex (list.yaml:7)",
        "    expected: broken until 2026-01-01, which is past",
        "    got:      broken because",
        "    edit:     holds until 2027-11-20",
        "  syn (list.yaml:11)",
        "    expected: broken",
        "    got:      flaky \uFFFD]0;x\uFFFD",
        "    edit:     none, flaky proves nothing",
        "--- list.yaml",
        "+++ list.yaml",
        "@@ -2,12 +2,10 @@",
        " crates:",
        "   - name: memchr",
        "     path: memchr",
        "-    expect:",
        "-      - { verdict: regressed, class: unwinding, subclass: abort, issue: a/b#1, until: 2027-01-01 }",
        "   - name: regex",
        "     path: regex",
        "     expect:",
        "-      - { verdict: broken, reason: \"::error::x ##[error]\", until: 2026-01-01 }",
        "+      - { verdict: broken, reason: \"::error::x ##[error]\", until: 2027-11-20 }",
        "   - name: syn",
        "     path: syn",
        "     expect: [{ verdict: broken, reason: x }]",
        "to update the list: ./matrix expectations results/today --write",
    ];

    [Test]
    public void What_was_expected_and_what_came_and_the_edit_are_told() => Assert.That(Plain(Reviewed(List, Came)), Is.EqualTo(Told));

    [Test]
    public void A_terminal_shows_the_same_in_colours()
    {
        using var terminal = new Terminal();
        using (var progress = new LiveProgress(terminal.Console, TimeProvider.System))
            progress.Report(Reviewed(List, Came));

        Assert.That(terminal.Text, Does.Contain("unexpected results").And.Contain("\u001b[91m-    expect:").And.Not.Contain("\u001b]0;"));
    }

    [Test]
    public void On_GitHub_each_is_an_annotation_at_its_line()
    {
        var lines = LinesOf(output => new ActionsProgress(output), Reviewed(List, Came));

        Assert.That(lines, Does.Contain(
            "::warning file=list.yaml,line=3,title=memchr::expected regressed unwinding/abort (a/b#1) until 2027-01-01, "
            + "got: compatible all 3 tests pass with both"));
        Assert.That(lines.Count(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal)), Is.EqualTo(3));
        Assert.That(lines, Has.None.Contains("##["));
    }

    [Test]
    public void A_list_whose_lines_look_like_commands_gives_none() => Assert.That(
        LinesOf(
            output => new ActionsProgress(output),
            Reviewed("format: 1\ncrates:\n  - name: memchr\n    path: a\n    env:\n      A: |\n        ::error::x\n    expect: [{ verdict: broken, reason: x }]\n", Came)),
        Has.None.Matches("^ *::(?!warning file)"));

    [Test]
    public void Where_the_list_is_true_nothing_is_told() =>
        Assert.That(Plain(Reviewed("format: 1\ncrates: [{ name: memchr, path: a }]", Came)), Is.Empty);

    [Test]
    public void What_regressed_unexpected_is_named_with_the_command_that_would_foresee_it() => Assert.That(
        Plain(Reviewed("format: 1\ncrates: [{ name: memchr, path: a }]", [SampleVerdicts.Of("memchr", VerdictKind.Regressed)])),
        Is.EqualTo(new[]
        {
            "regressed, and no entry expects it: memchr", "to see entries for them: ./matrix expectations results/today --all",
        }));

    [Test]
    public void That_the_list_is_another_one_is_told()
    {
        var reviewed = Reviewed(List, []);
        Assert.That(Plain(reviewed with { Review = reviewed.Review with { IsOfThisList = false } }), Has.Exactly(1).StartsWith("WARNING: the sweep read another list"));
    }

    private static SweepEvent.ListReviewed Reviewed(string list, Verdict[] came) =>
        new(Reviews.Of(list, came), "./matrix expectations results/today", IsWritten: false);

    private static string[] Plain(SweepEvent.ListReviewed reviewed) => LinesOf(output => new PlainProgress(output), reviewed);

    private static string[] LinesOf(Func<TextWriter, IProgressOutput> show, SweepEvent.ListReviewed reviewed)
    {
        using var output = new StringWriter();
        using var progress = show(output);
        progress.Report(reviewed);
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
