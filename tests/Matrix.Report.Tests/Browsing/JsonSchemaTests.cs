using Matrix.Testing;

namespace Matrix.Report.Tests.Browsing;

public sealed class JsonSchemaTests
{
    private const string Schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "properties": { "name": { "type": "string" }, "day": { "type": "string", "format": "date" } },
          "required": ["name"],
          "additionalProperties": false
        }
        """;

    private TemporaryDirectory directory = null!;

    [SetUp]
    public void SetUp() => directory = new TemporaryDirectory();

    [TearDown]
    public void TearDown() => directory.Dispose();

    [Test]
    public async Task A_right_document_has_no_errors_and_a_wrong_one_has_each_of_them()
    {
        var schema = new JsonSchema(directory.File("schema.json", Schema));
        var right = directory.File("right.json", """{ "name": "itoa", "day": "2026-11-21" }""");
        var wrong = directory.File("wrong.json", """{ "day": "yesterday", "colour": "red" }""");

        Assert.That(await schema.ErrorsOfAsync(right), Is.Empty);
        Assert.That(await schema.ErrorsOfAsync(right, wrong), Is.EquivalentTo(new[]
        {
            $$"""{{wrong}}: / must have required property 'name' {"missingProperty":"name"}""",
            $$"""{{wrong}}: / must NOT have additional properties {"additionalProperty":"colour"}""",
            $$"""{{wrong}}: /day must match format "date" {"format":"date"}""",
        }));
    }

    [Test]
    public void A_schema_with_a_keyword_that_means_nothing_is_refused()
    {
        var schema = new JsonSchema(directory.File("schema.json", """{ "type": "object", "requird": ["name"] }"""));

        Assert.That(
            () => schema.ErrorsOfAsync(directory.File("any.json", "{}")),
            Throws.InvalidOperationException.With.Message.Contains("unknown keyword: \"requird\""));
    }
}
