using Matrix.Report.Rendering;
using Matrix.Results;
using Matrix.Testing;
using NUnit.Framework.Constraints;

namespace Matrix.Report.Tests.Rendering;

public sealed class TemplatesTests
{
    private TemporaryDirectory directory = null!;

    [SetUp]
    public void SetUp() => directory = new TemporaryDirectory();

    [TearDown]
    public void TearDown() => directory.Dispose();

    [Test]
    public void The_templates_of_the_project_can_be_read() => Assert.That(() => Templates.Load(Templates.DefaultDirectory), Throws.Nothing);

    [Test]
    public void What_a_template_writes_is_escaped_for_its_kind_of_file()
    {
        directory.File("page.html.hbs", "{{Name}}|{{> part}}");
        directory.File("_part.html.hbs", "<i>{{Name}}</i>");
        directory.File("page.md.hbs", "{{Name}} {{code Name}}");

        Assert.That(Rendered("page.html", new { Name = "<a_b>" }), Is.EqualTo("&lt;a_b&gt;|<i>&lt;a_b&gt;</i>"));
        Assert.That(Rendered("page.md", new { Name = "<a_b>" }), Is.EqualTo(@"\<a_b\> `<a_b>`"));
    }

    [TestCase("{{#each Rows}}")]
    [TestCase("{{#if Rows}}{{/each}}")]
    [TestCase("{{Name}")]
    public void A_broken_template_is_refused_at_the_start_by_name(string template)
    {
        directory.File("page.html.hbs", template);

        Assert.That(() => Templates.Load(directory.Path), Refused("page.html.hbs"));
    }

    [TestCase("{{Nmae}}")]
    [TestCase("{{#if Nmae}}{{/if}}")]
    [TestCase("{{#each Nmae}}{{/each}}")]
    [TestCase("{{> absent}}")]
    public void A_template_that_asks_for_what_is_not_there_is_refused_by_name(string template)
    {
        directory.File("page.html.hbs", template);

        Assert.That(() => Rendered("page.html", new { Name = "x" }), Refused("page.html.hbs"));
    }

    [Test]
    public void A_file_that_is_missing_is_named()
    {
        var templates = Templates.Load(directory.Path);

        Assert.That(() => templates.Render("absent.html", new object(), TextWriter.Null), Refused("absent.html.hbs"));
        Assert.That(() => templates.Asset("absent.css"), Refused("absent.css"));
        Assert.That(() => Templates.Load(Path.Combine(directory.Path, "absent")), Refused("absent"));
    }

    private static EqualConstraint<ExitCode> Refused(string file) =>
        Throws.InstanceOf<MatrixException>().With.Message.Contains(file).And.Property(nameof(MatrixException.ExitCode)).EqualTo(ExitCode.Usage);

    private string Rendered(string template, object model)
    {
        using var output = new StringWriter();
        Templates.Load(directory.Path).Render(template, model, output);
        return output.ToString();
    }
}
