using System.Text;
using Matrix.Yaml;

namespace Matrix.Runner.Tests.Configuration;

/// <summary>What both of our YAML files have in common, tried on matrix.yaml.</summary>
public sealed class YamlTests
{
    [TestCase("", "matrix.yaml:1: the file is empty")]
    [TestCase("# nothing but this\n\n", "matrix.yaml:1: the file is empty")]
    [TestCase("---\n", "matrix.yaml:2: the file must be a mapping, not empty")]
    [TestCase("- format: 1\n", "matrix.yaml:1: the file must be a mapping, not a list")]
    [TestCase("format\n", "matrix.yaml:1: the file must be a mapping, not 'format'")]
    public void A_file_that_holds_no_mapping_is_refused(string yaml, string message) =>
        Assert.That(Config.Refusal(yaml), Is.EqualTo(message));

    [TestCase("format: 1\nlist: \"a\n", "matrix.yaml:2: not YAML: while scanning a quoted scalar, found unexpected end of stream")]
    [TestCase("format: 1\nlist: a: b\n", "matrix.yaml:2: not YAML: while scanning a plain scalar value, found invalid mapping")]
    [TestCase("format: 1\n- list\n", "matrix.yaml:2: not YAML: while parsing a block mapping, did not find expected key")]
    [TestCase("format: 1\nlist: @a\n", "matrix.yaml:2: not YAML: while scanning for the next token, found character that cannot start any token")]
    [TestCase("format: 1\nlimits: {\n", "matrix.yaml:3: not YAML: while parsing a node, did not find expected node content")]
    [TestCase("\n  : --{", "matrix.yaml:3: not YAML: a value is missing before this line")]
    [TestCase("format: 1\nlist: \"\\UFFFFFFFF\"\n", "matrix.yaml:2: not YAML: this line or the one before it cannot be understood")]
    [TestCase("format: 1\n---\nformat: 1\n", "matrix.yaml:2: a second document begins here; a file holds one")]
    public void What_is_not_YAML_is_refused_with_its_line(string yaml, string message) =>
        Assert.That(Config.Refusal(yaml), Is.EqualTo(message));

    [TestCase("format: 1\njobs: 1\njobs: 2\n", "matrix.yaml:3: the key 'jobs' stands twice, first on line 2")]
    [TestCase("format: 1\nlimits: { log: 1MiB, log: 2MiB }\n", "matrix.yaml:2: the key 'log' stands twice, first on line 2")]
    [TestCase("format: 1\n[a]: 2\n", "matrix.yaml:2: a key must be text, not a list or a mapping")]
    [TestCase("format: 1\nlist: !!str a\n", "matrix.yaml:2: tags are not read here; quote the value to make it text")]
    [TestCase("format: 1\nlist: *a\n", "matrix.yaml:2: nothing above is anchored as '&a'")]
    [TestCase("format: 1\nlist: \"a\\nb\"\n", "matrix.yaml:2: list must be a single line, without control characters")]
    public void What_YAML_allows_and_we_do_not_is_refused(string yaml, string message) =>
        Assert.That(Config.Refusal(yaml), Is.EqualTo(message));

    [TestCase("format: 1\nlimits:\n\ttimeout: 5m\n", "matrix.yaml:3: a tab in the indentation; indent with spaces")]
    [TestCase("format: 1\nlist: a\0b\n", "matrix.yaml:2: the control character 0x00 does not belong into a text file")]
    public void What_the_YAML_reader_would_misread_is_refused(string yaml, string message) =>
        Assert.That(Config.Refusal(yaml), Is.EqualTo(message));

    [Test]
    public void A_file_that_is_not_UTF_8_is_refused_with_its_line() =>
        Assert.That(Config.Refusal("format: 1\nlist: é\n"u8.ToArray()[..^2]), Is.EqualTo("matrix.yaml:2: is not UTF-8"));

    [Test]
    public void A_file_in_UTF_16_is_refused() =>
        Assert.That(Config.Refusal(Encoding.Unicode.GetPreamble()), Is.EqualTo("matrix.yaml:1: is not UTF-8"));

    [Test]
    public void A_byte_order_mark_changes_nothing() =>
        Assert.That(Config.Of([.. Encoding.UTF8.GetPreamble(), .. "format: 1\njobs: 3"u8]).Jobs, Is.EqualTo(3));

    [Test]
    public void Lines_may_end_as_on_Windows() => Assert.That(Config.Of("format: 1\r\njobs: 3\r\n").Jobs, Is.EqualTo(3));

    [Test]
    public void An_alias_stands_for_what_is_anchored() =>
        Assert.That(Config.Of("format: 1\nlist: &name a\ncache: *name\n").Cache, Is.EqualTo("/project/a"));

    [Test]
    public void Aliases_of_aliases_do_not_explode()
    {
        var yaml = new StringBuilder("a: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level <= 20; level++)
            yaml.Append($"{(char)('a' + level)}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");

        Assert.That(
            Config.Refusal(yaml.ToString()),
            Is.EqualTo("matrix.yaml:5: holds more values than can be meant (20000 in one place, 10000000 in all)"));
    }

    [Test]
    public void Nesting_has_an_end() =>
        Assert.That(Config.Refusal(new string('[', 1_000_000)), Is.EqualTo("matrix.yaml:1: is nested more than 24 deep"));

    [Test]
    public void Keys_have_an_end() =>
        Assert.That(
            Config.Refusal(string.Concat(Enumerable.Range(1, 1000).Select(number => $"key{number}: 1\n"))),
            Is.EqualTo("matrix.yaml:501: has more than 500 keys"));

    [Test]
    public void A_flood_of_problems_is_cut_off_and_counted()
    {
        var lines = Config.Refusal(string.Concat(Enumerable.Range(1, 300).Select(number => $"key{number}: 1\n"))).Split('\n');

        Assert.That(lines, Has.Length.EqualTo(51));
        Assert.That(lines[^1], Is.EqualTo("matrix.yaml: and 251 more"));
    }

    [Test]
    public void What_a_terminal_would_obey_is_not_printed() =>
        Assert.That(
            Config.Refusal("format: 1\nisolation: \"\\e[2J\"\n"),
            Is.EqualTo("matrix.yaml:2: isolation must be one of auto, bubblewrap, sandbox-exec, none, not '\uFFFD[2J'"));

    [TestCase("timout", ExpectedResult = "timeout")]
    [TestCase("Timeout", ExpectedResult = "timeout")]
    [TestCase("itmeout", ExpectedResult = "timeout")]
    [TestCase("tset-args", ExpectedResult = "test-args")]
    [TestCase("ev", ExpectedResult = "env")]
    [TestCase("x", ExpectedResult = null)]
    [TestCase("time", ExpectedResult = null)]
    [TestCase("", ExpectedResult = null)]
    public string? Only_a_name_that_is_close_is_suggested(string mistyped) =>
        NearestName.Of(mistyped, ["timeout", "test-args", "env", "tier"]);

    [Test]
    public void A_file_below_the_working_directory_is_named_from_there()
    {
        var below = Path.Combine(Environment.CurrentDirectory, "crates-list", "smoke.yaml");
        var outside = Path.GetFullPath("../other/list.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ShownPath.Of(below), Is.EqualTo("crates-list/smoke.yaml"));
            Assert.That(ShownPath.Of("./a.yaml"), Is.EqualTo("a.yaml"));
            Assert.That(ShownPath.Of(outside), Is.EqualTo(outside));
            Assert.That(ShownPath.Of("../other/list.yaml"), Is.EqualTo("../other/list.yaml"));
        }
    }
}
