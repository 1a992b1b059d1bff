using Matrix.Report.Escaping;
using Matrix.Report.Rendering;
using Matrix.Results;
using Matrix.Testing;
using NUnit.Framework.Constraints;

namespace Matrix.Report.Tests.Rendering;

public sealed class TemplatesTests
{
    private const string Hostile = "<b>&\"'{{Name}} \u202e";
    private const string Escaped = "&lt;b&gt;&amp;&quot;&#39;{{Name}} &lt;U+202E&gt;";

    private static readonly Shown Model = new(Hostile, ["<x>", "", "y"], 3, new Inner("<in>", null, []), new Html("<em>ours</em>"), new Markdown("**ours**"), true);

    private TemporaryDirectory directory = null!;

    [SetUp]
    public void SetUp() => directory = new TemporaryDirectory();

    [TearDown]
    public void TearDown() => directory.Dispose();

    [Test]
    public void The_templates_of_the_project_can_be_read() => Assert.That(() => PageTemplates.Load(), Throws.Nothing);

    [Test]
    public void Each_is_of_one_page_or_a_part_that_some_page_has()
    {
        var texts = Directory.GetFiles(TemplateFolder.OfProject, "*.sbn").Select(File.ReadAllText).ToList();
        var parts = Directory.GetFiles(TemplateFolder.OfProject, "_*.sbn").Select(path => Path.GetFileName(path)[1..].Split('.')[0]);

        // The gallery of the tests alone shows this one.
        Assert.That(parts.Where(part => !texts.Exists(text => text.Contains($"part \"{part}\"", StringComparison.Ordinal))), Is.SubsetOf(new[] { "bar-row" }));
    }

    [TestCase("{{Name}}", Escaped)]
    [TestCase("<a title=\"{{Name}}\">", $"<a title=\"{Escaped}\">")]
    [TestCase("{{Inner.Name}}{{it.Inner.Name}}", "&lt;in&gt;&lt;in&gt;")]
    [TestCase("{{for name in Names}}[{{name}}{{if !for.last}},{{end}}]{{end}}", "[&lt;x&gt;,][,][y]")]
    [TestCase("{{for name in Names limit: 1}}{{name}}{{end}}", "&lt;x&gt;")]
    [TestCase("{{for name in Names}}{{if name == \"\"}}{{continue}}{{end}}{{for.index}}{{end}}", "02")]
    [TestCase("{{part \"inner\" Inner}}", "<i>&lt;in&gt;</i>")]
    [TestCase("{{Ready}}", "<em>ours</em>")]
    [TestCase("{{Count}} {{Names.Count}} {{Name.Length}}", "3 3 16")]
    [TestCase("{{'<literal>'}}", "&lt;literal&gt;")]
    [TestCase("{{Inner.Missing ?? Inner.Name}}", "&lt;in&gt;")]
    [TestCase("{{Yes ? Inner.Name : Name}}", "&lt;in&gt;")]
    [TestCase("{{Inner.Missing}}", "")]
    [TestCase("{{if Inner.Missing}}a{{else if Count > 2 && Yes}}b{{else}}c{{end}}", "b")]
    [TestCase("{{for name in Inner.None}}a{{else}}none{{end}}", "none")]
    [TestCase("a\n{{~ if Yes ~}}\n\n  b\n{{~ end ~}}\nc\n", "a\n\n  b\nc\n")]
    public void What_it_writes_is_escaped_unless_it_is_ready(string template, string expected)
    {
        directory.File("_inner.html.sbn", "<i>{{Name}}</i>");

        Assert.That(Rendered("page.html", template), Is.EqualTo(expected));
    }

    [Test]
    public void Markdown_is_escaped_as_such()
    {
        directory.File("_inner.md.sbn", "({{Name}})");

        Assert.That(
            Rendered("page.md", "{{Inner.Name}} {{code Inner.Name}} {{Marked}} {{part \"inner\" Inner}}"),
            Is.EqualTo(@"\<in\> `<in>` **ours** (\<in\>)"));
    }

    [TestCase("{{for name in Names}}", "1:")]
    [TestCase("a\n\n{{if Yes}}{{else}}", "3:")]
    [TestCase("{{Name}", "1:")]
    [TestCase("x\n  {{ if }}{{end}}", "2:")]
    [TestCase("{{Nmae}}", "1:3: there is no 'Nmae' in Shown")]
    [TestCase("\n{{if false}}{{Inner.Nmae}}{{end}}", "2:21: there is no 'Nmae' in Inner")]
    [TestCase("{{if Nmae}}{{end}}", "1:6: there is no 'Nmae' in Shown")]
    [TestCase("{{for name in Nmae}}{{end}}", "1:15: there is no 'Nmae' in Shown")]
    [TestCase("{{for name in Names}}{{end}}{{name}}", "1:31: there is no 'name' in Shown")]
    [TestCase("{{for letter in Name}}{{end}}", "1:17: a String is no list")]
    [TestCase("{{for.last}}", "there is no 'for.last' here")]
    [TestCase("{{part \"absent\" it}}", "1:8: there is no part 'absent'")]
    [TestCase("{{part Name it}}", "1:3: a part wants its name and what it shows")]
    [TestCase("{{part \"inner\" Count}}", "_inner.html.sbn:1:6: there is no 'Name' in Int32")]
    [TestCase("{{part \"self\" it}}", "_self.html.sbn:1:3: the part 'self' would contain itself")]
    [TestCase("{{code Name}}", "1:3: there is no function 'code' here")]
    [TestCase("{{html Name}}", "1:3: there is no function 'html' here")]
    [TestCase("{{Name | string.upcase}}", "this expression is not known")]
    [TestCase("{{Name | html.escape}}", "this expression is not known")]
    [TestCase("{{include 'other'}}", "there is no function 'include' here")]
    [TestCase("{{object.eval 'Name'}}", "there is no function 'object.eval' here")]
    [TestCase("{{date.now}}", "there is no 'date' in Shown")]
    [TestCase("{{Name.GetType}}", "there is no 'GetType' in String")]
    [TestCase("{{it['Name']}}", "this expression is not known")]
    [TestCase("{{Name + '<'}}", "this expression is not known")]
    [TestCase("{{$'<{Name}>'}}", "this expression is not known")]
    [TestCase("{{Name = 'x'}}", "this expression is not known")]
    [TestCase("{{Names}}", "a list of String is no text")]
    [TestCase("{{Inner}}", "a Inner is no text")]
    [TestCase("{{Yes}}", "a Boolean is no text")]
    [TestCase("{{Marked}}", "a Markdown is no text")]
    [TestCase("{{while true}}{{end}}", "this statement is not known")]
    [TestCase("{{capture x}}{{Name}}{{end}}{{x}}", "this statement is not known")]
    [TestCase("{{func f(y)}}{{y}}{{end}}", "this statement is not known")]
    [TestCase("{{tablerow x in Names}}{{end}}", "this statement is not known")]
    [TestCase("{{with Inner}}{{Name}}{{end}}", "this statement is not known")]
    [TestCase("{{import Inner}}", "this statement is not known")]
    [TestCase("{{this}}", "this expression is not known")]
    [TestCase("{{Yes ? Name : Count}}", "the two are of different types")]
    [TestCase("{{if Name > 3}}{{end}}", "1:13: the two are of different types")]
    [TestCase("{{if Count == Name}}{{end}}", "the two are of different types")]
    [TestCase("{{for part in Names}}{{part \"inner\" Inner}}{{end}}", "1:7: 'part' cannot be the name of what a loop goes through")]
    [TestCase("{{for it in Names}}{{end}}", "1:7: 'it' cannot be the name of what a loop goes through")]
    [TestCase("{{for name in Names most: 1}}{{end}}", "a loop has no 'most'")]
    [TestCase("{{for name in Names limit: Name}}{{end}}", "a String is no whole number")]
    [TestCase("{{break}}", "1:3: there is no loop here for 'break'")]
    [TestCase("{{for name in Names}}{{part \"leaves\" it}}{{end}}", "_leaves.html.sbn:1:16: there is no loop here for 'continue'")]
    public void What_is_wrong_is_refused_at_the_start_with_its_place(string template, string told)
    {
        directory.File("_inner.html.sbn", "<i>{{Name}}</i>");
        directory.File("_self.html.sbn", "{{part \"self\" it}}");
        directory.File("_leaves.html.sbn", "{{if Yes}}ab {{continue}}{{end}}");
        var path = directory.File("page.html.sbn", template);

        Assert.That(() => Load("page.html"), Refused(char.IsAsciiDigit(told[0]) ? $"{path}:{told}" : told));
    }

    [Test]
    public void All_faults_are_counted_and_what_is_there_is_told()
    {
        directory.File("page.html.sbn", "{{A}}{{B}}\n{{Inner.C}}");

        var error = Assert.Throws<MatrixException>(() => Load("page.html"))!;

        Assert.That(error.Message, Does.EndWith("page.html.sbn:1:3: there is no 'A' in Shown (and 2 more)"));
        Assert.That(error.Hint, Is.EqualTo("there are Count, Inner, Marked, Name, Names, Ready, Yes"));
    }

    [TestCase("\n{{Name.Length}}", "2:8: Object `Name` is null. Cannot access member: Name.Length")]
    [TestCase("\n {{part \"inner\" Inner.None}}", "2:4: the part 'inner' is to show what is null")]
    public void What_only_a_value_shows_is_refused_with_its_place(string template, string told)
    {
        directory.File("_inner.html.sbn", "<i></i>");
        var path = directory.File("page.html.sbn", template);

        Assert.That(() => Rendered("page.html", Model with { Name = null!, Inner = new Inner("", null, null!) }), Refused($"{path}:{told}"));
    }

    [Test]
    public void What_a_model_throws_is_no_fault_of_the_template()
    {
        directory.File("page.html.sbn", "{{Inner}}");
        var templates = Templates.Load(new TemplateFolder(directory.Path), new Dictionary<string, Type> { ["page.html"] = typeof(Throwing) });

        Assert.That(() => templates.Text("page.html", new Throwing()), Throws.TypeOf<NotSupportedException>().With.Message.EqualTo("a bug"));
    }

    [Test]
    public void A_page_of_any_length_is_whole()
    {
        directory.File("_row.html.sbn", "<i>{{it}}</i>\n");
        var many = new Shown("", [.. Enumerable.Range(0, 100_000).Select(row => $"row {row:D6} of a table that is longer than it should be")], 0, Model.Inner, Model.Ready, Model.Marked, false);

        var rows = Rendered("page.html", "{{for name in Names}}{{part \"row\" name}}{{end}}", many);
        var nested = Rendered("page.html", "{{for a in Names limit: 400}}{{for b in Names limit: 400}}.{{end}}{{end}}", many);

        Assert.That(rows, Has.Length.EqualTo(100_000 * "<i>row 000000 of a table that is longer than it should be</i>\n".Length).And.EndsWith("row 099999 of a table that is longer than it should be</i>\n"));
        Assert.That(rows, Has.Length.GreaterThan(5 << 20));
        Assert.That(nested, Is.EqualTo(new string('.', 160_000)));
    }

    [Test]
    public void Threads_share_what_is_parsed()
    {
        directory.File("_inner.html.sbn", "{{for name in Names}}{{name}}{{end}}");
        directory.File("page.html.sbn", "{{for name in Names}}{{part \"inner\" it}}{{for.index}}{{end}}{{Name}}");
        var templates = Load("page.html");
        Shown[] models = [.. Enumerable.Range(0, 200).Select(number => Model with { Name = $"{number}", Names = [.. Enumerable.Range(0, number).Select(index => $"{number * index}")] })];

        string[] together = [.. models.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(model => templates.Text("page.html", model))];

        Assert.That(together, Is.EqualTo(models.Select(model => templates.Text("page.html", model))));
    }

    [Test]
    public void Who_has_templates_of_their_own_needs_only_those_that_differ()
    {
        directory.File("page.html.sbn", "project {{part \"inner\" it}}");
        directory.File("_inner.html.sbn", "project");
        directory.File("page.css", "project");
        using var own = new TemporaryDirectory();
        own.File("_inner.html.sbn", "own");
        own.File("page.css", "own");

        var templates = Templates.Load(new TemplateFolder(directory.Path, own.Path), Models("page.html"));

        Assert.That(templates.Text("page.html", Model), Is.EqualTo("project own"));
        Assert.That(templates.Asset("page.css"), Is.EqualTo("own"));
    }

    [Test]
    public void A_file_that_is_missing_or_belongs_to_no_page_is_named()
    {
        Assert.That(() => Load("absent.html"), Refused("absent.html.sbn: the file is missing"));
        directory.File("page.html.sbn", "");
        Assert.That(() => Load("page.html").Asset("absent.css"), Refused("absent.css"));
        Assert.That(() => Templates.Load(new TemplateFolder(Path.Combine(directory.Path, "absent")), Models()), Refused("absent"));
        directory.File("crate.htm.sbn", "");
        Assert.That(() => Load("page.html"), Refused("crate.htm.sbn: no page is made of it; there are page.html, and parts"));
    }

    private static EqualConstraint<ExitCode> Refused(string told) =>
        Throws.InstanceOf<MatrixException>().With.Message.Contains(told).And.Property(nameof(MatrixException.ExitCode)).EqualTo(ExitCode.Usage);

    private static Dictionary<string, Type> Models(params string[] pages) => pages.ToDictionary(page => page, _ => typeof(Shown));

    private Templates Load(string page) => Templates.Load(new TemplateFolder(directory.Path), Models(page));

    private string Rendered(string page, string template, Shown? model = null)
    {
        directory.File($"{page}.sbn", template);
        return Load(page).Text(page, model ?? Model);
    }

    private string Rendered(string page, Shown model) => Load(page).Text(page, model);

    private sealed class Throwing
    {
        public string Inner => throw new NotSupportedException("a bug");
    }

    private sealed record Inner(string Name, string? Missing, IReadOnlyList<string> None);

    private sealed record Shown(string Name, IReadOnlyList<string> Names, int Count, Inner Inner, Html Ready, Markdown Marked, bool Yes);
}
