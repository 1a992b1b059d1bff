using Matrix.Results;
using Matrix.Runner.Tests.Progress;

namespace Matrix.Runner.Tests.Crates.Expectations;

/// <summary>How blessings are written into a list. In the lists, the crate <c>passes</c> passes, and <c>shifts</c> and <c>new</c> fail.</summary>
public sealed class ExpectationEditsTests
{
    private static readonly Verdict[] Came =
    [
        SampleVerdicts.Of("passes", VerdictKind.Compatible),
        SampleVerdicts.Of("shifts", VerdictKind.Regressed, "2 of 3 fail", SampleVerdicts.Cause(FailureClass.Abi, "x: y")),
        SampleVerdicts.Of("new", VerdictKind.Regressed, "1 of 3 fails", SampleVerdicts.Cause(FailureClass.Abi)),
    ];

    [Test]
    public void The_last_entry_takes_its_key_along() => Edits(
        """
        format: 1
        crates:
          - name: passes   # a crate
            path: passes
            expect:
              - { verdict: regressed, class: unwinding,
                  reason: "why" }   # known

          # below
          - { name: other, path: other }
        """,
        """
        format: 1
        crates:
          - name: passes   # a crate
            path: passes

          # below
          - { name: other, path: other }
        """);

    [Test]
    public void Entries_for_elsewhere_stay() => Edits(
        """
        format: 1
        crates:
          - name: passes
            expect:
              # on macOS
              - { verdict: broken, reason: a, when: { os: macos } }
              # everywhere
              - verdict: regressed
                reason: >
                  wrapped

              - { verdict: broken, reason: b, when: { arch: aarch64 } }
            path: passes
        """,
        """
        format: 1
        crates:
          - name: passes
            expect:
              # on macOS
              - { verdict: broken, reason: a, when: { os: macos } }
              # everywhere

              - { verdict: broken, reason: b, when: { arch: aarch64 } }
            path: passes
        """);

    [Test]
    public void In_braces_only_what_changes_changes() => Edits(
        """
        format: 1
        crates:
          - name: shifts
            path: shifts
            expect:
              - { verdict: regressed, class: unwinding, subclass: abort, issue: a/b#1,   # tracked
                  reason: "why", when: { os: linux }, until: 2027-01-01 }
        """,
        """
        format: 1
        crates:
          - name: shifts
            path: shifts
            expect:
              - { verdict: regressed, class: abi, subclass: "x: y",   # tracked
                  reason: "2 of 3 fail", when: { os: linux }, until: 2027-01-01 }
        """);

    [Test]
    public void In_block_style_only_what_changes_changes() => Edits(
        """
        format: 1
        crates:
          - name: shifts
            expect:
              - issue: a/b#1        # goes
                # what came
                class: unwinding    # was so
                verdict: partly-broken
                when:
                  os: linux
            path: shifts
        """,
        """
        format: 1
        crates:
          - name: shifts
            expect:
              - class: abi    # was so
                subclass: "x: y"
                reason: "2 of 3 fail"
                verdict: regressed
                when:
                  os: linux
            path: shifts
        """);

    [Test]
    public void What_a_wrong_entry_does_not_say_is_put_in() => Edits(
        "format: 1\ncrates: [{ name: shifts, path: shifts, expect: [{ verdict: broken, issue: a/b#1 }] }]",
        "format: 1\ncrates: [{ name: shifts, path: shifts, expect: [{ verdict: regressed, class: abi, subclass: \"x: y\", reason: \"2 of 3 fail\" }] }]");

    [Test]
    public void In_brackets_an_entry_takes_its_comma_along()
    {
        const string Other = "{ verdict: broken, reason: a, when: { os: macos } }";
        const string Gone = "{ verdict: broken, reason: b }";
        string Crate(string expect) => $"format: 1\ncrates:\n  - {{ name: passes, path: passes{expect} }}\n";

        Edits(Crate($", expect: [{Other}, {Gone}]"), Crate($", expect: [{Other}]"));
        Edits(Crate($", expect: [{Gone}, {Other}]"), Crate($", expect: [{Other}]"));
        Edits(Crate($", expect: [{Other}, {Gone}, {Gone}, {Other}]"), Crate($", expect: [{Other}, {Other}]"));
        Edits(Crate($", expect: [{Other},   # macOS\n      {Gone}]"), Crate($", expect: [{Other},   # macOS\n      ]"));
        Edits(Crate($", expect: [{Gone}]"), Crate(""));
    }

    [Test]
    public void A_new_entry_is_written_as_its_surroundings_are() => Edits(
        """
        format: 1
        crates:
          - name: new
            path: new

          # below
          - name: shifts
            expect:
            - { verdict: broken, reason: a, when: { os: macos } }   # there
            path: shifts
        """,
        """
        format: 1
        crates:
          - name: new
            path: new
            expect:
              - { verdict: regressed, class: abi,
                  reason: "1 of 3 fails", when: { os: linux, arch: x86_64 }, until: 2027-11-20 }

          # below
          - name: shifts
            expect:
            - { verdict: broken, reason: a, when: { os: macos } }   # there
            - { verdict: regressed, class: abi, subclass: "x: y",
                reason: "2 of 3 fail", when: { os: linux, arch: x86_64 }, until: 2027-11-20 }
            path: shifts
        """,
        all: true);

    [Test]
    public void A_new_entry_in_braces_is_written_in_braces()
    {
        const string Entry = "{ verdict: regressed, class: abi, reason: \"1 of 3 fails\", when: { os: linux, arch: x86_64 }, until: 2027-11-20 }";
        Edits("format: 1\ncrates: [{ name: new, path: new }]", $"format: 1\ncrates: [{{ name: new, path: new, expect: [{Entry}] }}]", all: true);
        Edits("format: 1\ncrates: [{ name: new, path: new, expect: [] }]", $"format: 1\ncrates: [{{ name: new, path: new, expect: [{Entry}] }}]", all: true);
    }

    [Test]
    public void Windows_line_breaks_and_a_byte_order_mark_stay()
    {
        const string Before = "\uFEFFformat: 1\r\ncrates:\r\n  - name: shifts\r\n    path: shifts\r\n    expect:\r\n      - verdict: broken\r\n        issue: a/b#1\r\n";
        Edits(Before, Before.Replace(
            "verdict: broken\r\n        issue: a/b#1\r\n",
            "verdict: regressed\r\n        class: abi\r\n        subclass: \"x: y\"\r\n        reason: \"2 of 3 fail\"\r\n"));
    }

    [Test]
    public void Where_the_defaults_foresee_something_a_crate_goes_on_foreseeing_nothing() => Edits(
        "format: 1\ndefaults: { expect: [{ verdict: flaky, reason: a }] }\ncrates:\n  - name: passes\n    path: passes\n    expect:\n      - { verdict: broken, reason: b }\n",
        "format: 1\ndefaults: { expect: [{ verdict: flaky, reason: a }] }\ncrates:\n  - name: passes\n    path: passes\n    expect:\n      []\n");

    [TestCase("defaults: { expect: [{ verdict: flaky, reason: a }] }\ncrates: [{ name: passes, path: passes }]", "under 'defaults'")]
    [TestCase("crates: [{ name: passes, path: passes, expect: &a [{ verdict: flaky, reason: a }] }, { name: b, path: b, expect: *a }]", "an anchor or an alias")]
    [TestCase("crates: [{ name: passes, path: passes, expect: [{ verdict: flaky, reason: &a x }] }, { name: b, path: b, tags: [*a] }]", "an anchor or an alias")]
    public void What_other_crates_share_is_left_to_a_person(string yaml, string why)
    {
        var review = Reviews.Of("format: 1\n" + yaml, Came);

        Assert.That(review.Mismatches.Single(finding => finding.Crate.Name.Value == "passes").ByHand, Does.Contain(why));
        Assert.That(review.NeedsPerson, Is.True);
        Assert.That(review.Edits, Is.Empty);
    }

    [Test]
    public void What_cannot_be_edited_does_not_keep_the_others_from_it()
    {
        const string Odd = "  - name: passes\n    path: passes\n    expect:\n    -\n      # first\n      { verdict: broken, reason: a }\n    - { verdict: broken, reason: b, when: { os: macos } }\n";
        const string Plain = "  - name: shifts\n    path: shifts\n";
        var review = Reviews.Of($"format: 1\ncrates:\n{Odd}{Plain}    expect: [{{ verdict: broken, reason: a, until: 2026-01-01 }}]\n", Came);

        Assert.That(review.Mismatches[0].ByHand, Does.Contain("does not know how to edit"));
        Assert.That(review.Blessed.Text, Is.EqualTo($"format: 1\ncrates:\n{Odd}{Plain}"));
    }

    private static void Edits(string before, string after, bool all = false)
    {
        var review = Reviews.Of(before, Came, all);
        var corrected = review.Blessed;

        Assert.That(corrected.Bytes, Is.EqualTo(Reviews.File(after).Bytes), corrected.Text);
        Assert.That(review.NeedsPerson, Is.False);
        var again = Reviews.Of(corrected, [.. Reviews.Judged(corrected, Came)], all);
        Assert.That(again.NeedsEdit, Is.False, "what was corrected is true");
    }
}
