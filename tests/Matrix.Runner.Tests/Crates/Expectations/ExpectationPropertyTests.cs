using FsCheck;
using FsCheck.Fluent;
using Matrix.Results;
using Matrix.Runner.Tests.Progress;

namespace Matrix.Runner.Tests.Crates.Expectations;

/// <summary>Whatever a list looks like and whatever came: the edited list is true, and nothing else in it has changed.</summary>
public sealed class ExpectationPropertyTests
{
    private static readonly string[] Hostile = ["x", "llvm.x86.a", "a: b", "\" }, x: {", "'#", "&a *b", "a\nb", "\u001b]0;", "\u2028", "half \uD800", "]", "- null", ""];
    private static readonly string[] Whens = ["", "", "when: { os: linux }", "when: { arch: aarch64 }", "when: { toolchain-from: 2026-01-01 }", "when: { os: macos }"];
    private static readonly string[] Untils = ["", "until: 2027-05-05", "until: 2026-11-20", "until: 2026-11-19"];

    private static readonly string[] Facts =
    [
        "verdict: regressed, class: unwinding, subclass: llvm.x86.a", "verdict: regressed, class: abi", "verdict: partly-broken", "verdict: broken",
        "verdict: flaky", "verdict: compatible", "verdict: improved", "verdict: inconclusive", "class: abi, verdict: regressed, subclass: x",
    ];

    private const string Valid =
        """
        format: 1
        defaults: { timeout: 900 }
        crates:
          - name: crate-0
            path: a
            expect:
              - { verdict: regressed, class: unwinding, issue: a/b#1567, when: { os: linux }, until: 2027-03-01 }
              - verdict: broken
                reason: |
                  it is
          - { name: crate-1, path: b, expect: [{ verdict: broken, reason: "x" }, { verdict: flaky, reason: y }], tier: 1 }
          - expect:
            - class: abi
              verdict: regressed
              reason: z
            name: crate-2
            path: c
          - name: crate-3
            path: d

        """;

    private static readonly Verdict[] Thrown =
    [
        SampleVerdicts.Of("crate-0", VerdictKind.Compatible), SampleVerdicts.Of("crate-1", VerdictKind.Compatible),
        SampleVerdicts.Of("crate-2", VerdictKind.Broken), SampleVerdicts.Of("crate-3", VerdictKind.Regressed),
    ];

    private static readonly string[] Pieces =
    [
        "\n", "\n  ", "\n    ", "\n      ", "\n        ", "- ", "? ", ": ", "{", "}", "[", "]", ",", ", ", "&a ", "*a", "!!str ", "|", "\"", "'", " #", " # x\n", "#\n",
        "---\n", "...\n", "\r", "\r\n", "\u0085", "\u2028", "\uFEFF", "~", "x", " ", "-\n      ", "-  ", "\n# x\n", "when: { os: linux }, ", "class: abi, ",
    ];

    private static readonly FailureClass[] Classes = [FailureClass.Unwinding, FailureClass.Abi, FailureClass.Unknown];

    [Test]
    public void An_edited_list_is_true_and_otherwise_the_same() => Prop.ForAll(Sweeps.ToArbitrary(), sweep =>
    {
        var review = Reviews.Of(sweep.List, sweep.Came, sweep.All);
        var corrected = review.Blessed;
        var judged = Reviews.Judged(corrected, sweep.Came).ToList();

        Assert.That(review.Mismatches.Where(finding => finding.ByHand is not null), Is.Empty);
        Assert.That(judged.All(IsTrueOrProvesNothing), corrected.Text);
        Assert.That(Reviews.Of(corrected, judged, sweep.All).NeedsEdit, Is.False, corrected.Text);
        Assert.That(Around(corrected.Text), Is.EqualTo(Around(Reviews.File(sweep.List).Text)), corrected.Text);
        Assert.That(Patched(Reviews.File(sweep.List).Text, review.Diff), Is.EqualTo(corrected.Text.Replace("\r", "")));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Test]
    public void Whatever_is_thrown_into_a_list_it_is_edited_soundly_or_left_to_a_person() => Prop.ForAll(
        (from place in Gen.Choose(0, Valid.Length)
         from length in Gen.Choose(0, 3)
         from piece in Gen.Elements(Pieces)
         select Valid[..place] + piece + Valid[Math.Min(Valid.Length, place + length)..]).ToArbitrary(),
        list =>
        {
            try
            {
                var review = Reviews.Of(list, Thrown, all: true);
                var again = Reviews.Of(review.Blessed, [.. Reviews.Judged(review.Blessed, Thrown)], all: true);
                return again.Edits.IsEmpty;
            }
            catch (MatrixException)
            {
                return true;   // no list any more
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static bool IsTrueOrProvesNothing(Verdict verdict) =>
        verdict.Expectation is null or { State: ExpectationState.Met }
        || verdict.Kind is VerdictKind.Flaky or VerdictKind.Inconclusive or VerdictKind.Invalid or VerdictKind.Skipped;

    /// <summary>All lines but those of <c>expect</c> keys, and empty ones, which may have been within them.</summary>
    private static IEnumerable<string> Around(string text)
    {
        var isInside = false;
        foreach (var line in text.Split('\n'))
        {
            var key = line.Trim();
            isInside = key.StartsWith("expect:", StringComparison.Ordinal) || isInside && !key.StartsWith("tier:", StringComparison.Ordinal) && !key.StartsWith("# end", StringComparison.Ordinal);
            if (!isInside && key.Length > 0)
                yield return line;
        }
    }

    /// <summary>As <c>patch</c> would do it.</summary>
    private static string Patched(string text, IReadOnlyList<string> diff)
    {
        var old = text.Replace("\r", "").Split('\n');
        var (patched, at) = (new List<string>(), 0);
        foreach (var line in diff)
        {
            if (line[0] == '@')
            {
                var start = int.Parse(line.Split('-', ',')[1]) - 1;
                patched.AddRange(old[at..start]);
                at = start;
                continue;
            }

            if (line[0] != '-')
                patched.Add(line[1..]);
            if (line[0] != '+' && old[at++] != line[1..])
                return "the context is not there";
        }

        return string.Join('\n', patched.Concat(old[at..]));
    }

    private static Gen<Sweep> Sweeps =>
        from crates in Gen.Choose(1, 5)
        from texts in Crate.ListOf(crates)
        from came in Came.ListOf(crates)
        from mark in Gen.Elements("", "", "\uFEFF")
        from lineBreak in Gen.Elements("\n", "\n", "\r\n")
        from all in Gen.Elements(true, false)
        select new Sweep(
            mark + string.Concat(texts.Index().Select(text => text.Item.Replace("NAME", $"crate-{text.Index}")).Prepend("format: 1\n\n# ä\ncrates:\n"))
                .Replace("\n", lineBreak),
            [.. came.Index().Select(verdict => verdict.Item with { Crate = $"crate-{verdict.Index}" })],
            all);

    private static Gen<string> Crate =>
        from entries in Entry.ListOf()
        from style in Gen.Choose(0, 3)
        from isLast in Gen.Elements(true, false)
        select Written([.. entries], style, isLast);

    private static Gen<string[]> Entry =>
        from facts in Gen.Elements(Facts)
        from when in Gen.Elements(Whens)
        from until in Gen.Elements(Untils)
        from reason in Gen.Elements("issue: a/b#1", "reason: \"it's # so\"", "issue: a/b#1, reason: why")
        select facts.Split(", ").Append(reason).SelectMany(part => part.Split(", ")).Append(when).Append(until).Where(part => part.Length > 0).ToArray();

    private static string Written(string[][] entries, int style, bool isLast)
    {
        string Line(string[] entry) => $"{{ {string.Join(", ", entry)} }}";
        var expect = (entries.Length, style) switch
        {
            (0, 0) => "",
            (0, _) => "    expect: []\n",
            (_, 0) => $"    expect: [{string.Join(", ", entries.Select(Line))}]\n",
            (_, 1) => "    expect:   # known\n" + string.Concat(entries.Select(entry => $"      - {Line(entry)}   # so\n")),
            (_, 2) => "    expect:\n" + string.Concat(entries.Select(entry => $"      # the next\n      - {{ {string.Join(",   # x\n          ", entry)} }}\n\n")),
            _ => "    expect:\n" + string.Concat(entries.Select(entry => $"    - {string.Join("\n      # then\n      ", entry)}\n")),
        };
        return isLast
            ? $"  - name: NAME\n    path: a   # here\n{expect}    # end of NAME\n"
            : $"  - name: NAME\n    path: a   # here\n{expect}    tier: 3\n    # end of NAME\n";
    }

    private static Gen<Verdict> Came =>
        from kind in Gen.Elements(Enum.GetValues<VerdictKind>())
        from failure in Gen.Elements(Classes)
        from subclass in Gen.Elements(Hostile)
        from reason in Gen.Elements(Hostile)
        select kind is VerdictKind.Regressed or VerdictKind.PartlyBroken
            ? SampleVerdicts.Of("", kind, reason, SampleVerdicts.Cause(failure, subclass.Length > 0 ? subclass : null))
            : SampleVerdicts.Of("", kind, reason);

    private sealed record Sweep(string List, Verdict[] Came, bool All);
}
