using System.Text;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Revisions;
using Matrix.Yaml;

namespace Matrix.Runner.Tests.Crates.Revisions;

/// <summary>How new revisions are written into a list. <c>A</c> and <c>B</c> stand for commits; every crate at A is behind.</summary>
public sealed class ListUpdateTests
{
    private static readonly string A = new('a', 40);
    private static readonly string B = new('b', 40);

    [Test]
    public void Only_revisions_change() => Edits(
        """
        # what stands above
        format: 1
        crates:
          - name: one    # the first
            git: https://x.org/one
            commit: "A"   # at its best

            tags: [simd]
          - { name: two, git: 'https://x.org/two', commit: 'A', tier: 1 }
          - name: three
            commit: A
            git: https://x.org/three
          - name: four
            git: https://x.org/four
            tag: v1.0.0
          - { name: five, path: five }
          - { name: six, git: https://x.org/six, commit: B }
        """,
        """
        # what stands above
        format: 1
        crates:
          - name: one    # the first
            git: https://x.org/one
            commit: "B"   # at its best

            tags: [simd]
          - { name: two, git: 'https://x.org/two', commit: "B", tier: 1 }
          - name: three
            commit: "B"
            git: https://x.org/three
          - name: four
            git: https://x.org/four
            tag: v2.0.0
          - { name: five, path: five }
          - { name: six, git: https://x.org/six, commit: B }
        """);

    [Test]
    public void A_commit_that_could_be_a_number_is_written_as_text()
    {
        var (digits, file) = (new string('1', 40), File($"format: 1\ncrates:\n  - {{ name: one, git: 'https://x.org/one', commit: {A} }}\n"));
        var list = CratesListLoader.Read(file);
        var update = ListUpdate.Of(file, list, [.. list.Crates.Select(crate => new CrateUpdate(crate) { Revision = digits })]);

        Assert.That(((CrateSource.Git)CratesListLoader.Read(update.Updated).Crates[0].Source).Revision, Is.EqualTo(digits));
    }

    [Test]
    public void What_other_places_share_is_for_a_person()
    {
        var update = Update(
            """
            format: 1
            crates:
              - { name: one, git: https://x.org/one, commit: &at "A" }
              - { name: two, git: https://x.org/one, commit: *at }
              - { name: three, git: https://x.org/three, commit: "A" }
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(update.Updates.Select(crate => crate.ByHand is not null), Is.EqualTo(new[] { true, true, false }));
            Assert.That(update.Updates[0].ByHand, Does.Contain("anchor"));
            Assert.That(update.Edits, Has.Length.EqualTo(1));
        }
    }

    [Test]
    public void Breaks_of_lines_and_a_byte_order_mark_stay()
    {
        var update = Update("\uFEFFformat: 1\r\ncrates:\r\n  - name: one\r\n    git: https://x.org/one\r\n    commit: A\r\n");

        Assert.That(Encoding.UTF8.GetString(update.Updated.Bytes), Is.EqualTo($"\uFEFFformat: 1\r\ncrates:\r\n  - name: one\r\n    git: https://x.org/one\r\n    commit: \"{B}\"\r\n"));
    }

    private static void Edits(string before, string after) =>
        Assert.That(Encoding.UTF8.GetString(Update(before).Updated.Bytes), Is.EqualTo(InFull(after)));

    private static ListUpdate Update(string yaml)
    {
        var file = File(yaml);
        var list = CratesListLoader.Read(file);
        return ListUpdate.Of(file, list, [.. list.Crates.Where(crate => crate.Source is CrateSource.Git).Select(Moved)]);
    }

    private static CrateUpdate Moved(CrateEntry crate) => new(crate)
    {
        Revision = crate.Source switch
        {
            CrateSource.Git { IsTag: true } => "v2.0.0",
            CrateSource.Git { Revision: var at } when at == A => B,
            _ => null,
        },
    };

    private static YamlFile File(string yaml) => new("/lists/list.yaml", "list.yaml", Encoding.UTF8.GetBytes(InFull(yaml)));

    private static string InFull(string yaml) => yaml.Replace("A\"", A + "\"").Replace("A'", A + "'").Replace(" A\n", $" {A}\n").Replace(" A\r", $" {A}\r").Replace("\"B\"", $"\"{B}\"").Replace(": B ", $": {B} ");
}
