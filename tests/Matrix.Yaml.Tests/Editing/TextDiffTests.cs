using Matrix.Yaml.Editing;

namespace Matrix.Yaml.Tests.Editing;

public sealed class TextDiffTests
{
    private static readonly string Text = string.Concat(Enumerable.Range(1, 30).Select(number => $"line {number}\n"));

    [Test]
    public void A_change_stands_among_the_lines_around_it() => Assert.That(
        TextDiff.Of(Text, [Other("line 10", "ten")]),
        Is.EqualTo(new[] { "@@ -7,7 +7,7 @@", " line 7", " line 8", " line 9", "-line 10", "+ten", " line 11", " line 12", " line 13" }));

    [Test]
    public void The_edges_of_a_text_have_fewer_lines_around_them() => Assert.That(
        TextDiff.Of(Text, [Other("line 1\n", ""), Other("line 30", "end")]),
        Is.EqualTo(new[]
        {
            "@@ -1,4 +1,3 @@", "-line 1", " line 2", " line 3", " line 4",
            "@@ -27,4 +26,4 @@", " line 27", " line 28", " line 29", "-line 30", "+end",
        }));

    [Test]
    public void Changes_near_each_other_are_shown_together() => Assert.That(
        TextDiff.Of(Text, [Other("line 10", "ten"), Other("line 17", "seventeen"), Other("line 25\n", "")]).Where(line => line[0] == '@'),
        Is.EqualTo(new[] { "@@ -7,14 +7,14 @@", "@@ -22,7 +22,6 @@" }));

    [Test]
    public void What_is_put_in_between_is_shown_alone() => Assert.That(
        TextDiff.Of("a\nb\nc\n", [TextEdit.Insert(3, "\nnew")]), Is.EqualTo(new[] { "@@ -1,3 +1,4 @@", " a", " b", "+new", " c" }));

    [Test]
    public void Two_edits_of_a_line_are_one_change() => Assert.That(
        TextDiff.Of("a: 1, b: 2\n", [Other("1", "3", "a: 1, b: 2\n"), Other("2", "4", "a: 1, b: 2\n")]),
        Is.EqualTo(new[] { "@@ -1,1 +1,1 @@", "-a: 1, b: 2", "+a: 3, b: 4" }));

    [Test]
    public void Lines_next_to_each_other_are_one_change() => Assert.That(
        TextDiff.Of("a\nb\nc\n", [Other("a", "x", "a\nb\nc\n"), Other("b", "y", "a\nb\nc\n")]), Is.EqualTo(new[] { "@@ -1,3 +1,3 @@", "-a", "-b", "+x", "+y", " c" }));

    [Test]
    public void An_edit_that_changes_nothing_is_not_shown() => Assert.That(TextDiff.Of(Text, [Other("line 10", "line 10")]), Is.Empty);

    private static TextEdit Other(string old, string replacement) => Other(old, replacement, Text);

    private static TextEdit Other(string old, string replacement, string text)
    {
        var start = text.IndexOf(old, StringComparison.Ordinal);
        return new TextEdit(new YamlSpan(start, start + old.Length), replacement);
    }
}
