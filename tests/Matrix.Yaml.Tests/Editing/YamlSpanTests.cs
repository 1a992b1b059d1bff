using System.Text;

namespace Matrix.Yaml.Tests.Editing;

public sealed class YamlSpanTests
{
    private const string Yaml =
        """
        # ä 𝔸 comes before
        plain: some words # and a comment
        "quoted": "a \"b\" ü"
        flow: { a: [1, 2 ], b: }   # why
        list:
          - one

          # between
          - x: 1
            y: |
              two
              lines

        # below
        anchored: &a { z: 1 }
        alias: *a
        last: 'it''s'
        """;

    [TestCase("plain", "plain: some words")]
    [TestCase("quoted", "\"quoted\": \"a \\\"b\\\" ü\"")]
    [TestCase("flow", "flow: { a: [1, 2 ], b: }")]
    [TestCase("list", "list:\n  - one\n\n  # between\n  - x: 1\n    y: |\n      two\n      lines")]
    [TestCase("anchored", "anchored: &a { z: 1 }")]
    [TestCase("alias", "alias: *a")]
    [TestCase("last", "last: 'it''s'")]
    public void A_pair_is_where_its_text_is(string key, string text) => Assert.That(TextOf(Yaml, key), Is.EqualTo(text));

    [TestCase("\uFEFF", "\n")]
    [TestCase("\uFEFF", "\r\n")]
    [TestCase("", "\r\n")]
    public void Neither_a_byte_order_mark_nor_the_kind_of_breaks_moves_it(string mark, string lineBreak) =>
        Assert.That(TextOf(mark + Yaml.Replace("\n", lineBreak), "alias"), Is.EqualTo("alias: *a"));

    [Test]
    public void An_alias_and_what_it_means_say_that_they_share_their_text()
    {
        var root = Root(File(Yaml));

        Assert.That(root.Pairs.Where(pair => pair.Value.IsAnchored).Select(pair => pair.Key), Is.EqualTo(new[] { "anchored", "alias" }));
    }

    [Test]
    public void A_byte_order_mark_stays_with_another_text() =>
        Assert.That(File("\uFEFFa: 1").WithText("b: 2").Bytes, Is.EqualTo(Encoding.UTF8.GetBytes("\uFEFFb: 2")));

    private static string TextOf(string yaml, string key)
    {
        var file = File(yaml);
        var span = Root(file).Find(key)!.Value.Span;
        return file.Text[span.Start..span.End].TrimEnd();
    }

    private static YamlNode.Mapping Root(YamlFile file) => (YamlNode.Mapping)YamlComposer.Compose(file, new Problems(file.Shown, ""));

    private static YamlFile File(string yaml) => new("/lists/list.yaml", "list.yaml", Encoding.UTF8.GetBytes(yaml));
}
