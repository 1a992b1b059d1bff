using Matrix.GitHub.Description;

namespace Matrix.Report.Tests.Issues.GitHub;

/// <summary>What GitHub's description lets through: if it let everything through, it would prove nothing.</summary>
public sealed class OpenApiDescriptionTests
{
    private static readonly Dictionary<string, string> Json = new() { ["content-type"] = "application/json" };

    [TestCase("POST", "/repos/a/b/issues", """{"title":"x","body":"y","labels":["z"]}""")]
    [TestCase("PATCH", "/repos/a/b/issues/7", """{"state":"closed","state_reason":"completed"}""")]
    [TestCase("DELETE", "/repos/a/b/issues/7/labels/class%2Funwinding", null)]
    public async Task A_good_request_is_let_through(string method, string path, string? body) =>
        Assert.That(await ErrorsAsync(new Exchange(method, path, body) { Headers = Json }), Is.Empty);

    [TestCase("POST", "/repos/a/b/issues", """{"body":"y"}""", "must have required property 'title'")]
    [TestCase("POST", "/repos/a/b/issues", """{"title":"x","body":5}""", "/requestBody/body must be string")]
    [TestCase("PATCH", "/repos/a/b/issues/7", """{"state":"shut"}""", "/requestBody/state must be equal to one of the allowed values")]
    [TestCase("PATCH", "/repos/a/b/issues/7", """{"state_reason":"done"}""", "/requestBody/state_reason must be equal to one of the allowed values")]
    [TestCase("POST", "/repos/a/b/issues/7/labels", """{"labels":"x"}""", "request")]
    [TestCase("POST", "/repos/a/b/labels", """{"color":"ff0000"}""", "must have required property 'name'")]
    [TestCase("GET", "/repos/a/b/issues?state=any", null, "/query/state must be equal to one of the allowed values")]
    [TestCase("PUT", "/repos/a/b/issues/7", "{}", "no operation in use")]
    public async Task A_request_that_GitHub_would_refuse_is_found(string method, string path, string? body, string error) =>
        Assert.That(await ErrorsAsync(new Exchange(method, path, body) { Headers = Json }), Has.Some.Contains(error));

    [TestCase(200, """[{"id":1,"node_id":"x","url":"https://x/y","name":"a","color":"ff0000","default":false}]""", "must have required property 'description'")]
    [TestCase(200, """[{"id":1,"node_id":"x","url":"https://x/y","name":"a","color":null,"default":false,"description":null}]""", "/0/color must be string")]
    [TestCase(200, """[{"id":1,"node_id":"x","url":"nowhere","name":"a","color":"ff0000","default":false,"description":null}]""", "must match format \"uri\"")]
    [TestCase(200, null, "must be array")]
    [TestCase(204, null, "answer 204 is not one of issues/list-labels-for-repo")]
    [TestCase(403, """{"documentation_url":"https://x"}""", "must have required property 'message'")]
    public async Task An_answer_that_GitHub_would_not_give_is_found(int status, string? answer, string error) =>
        Assert.That(await ErrorsAsync(new Exchange("GET", "/repos/a/b/labels", null) { Status = status, Answer = answer }), Has.Some.Contains(error));

    [Test]
    public async Task A_good_answer_is_let_through() =>
        Assert.That(
            await ErrorsAsync(new Exchange("GET", "/repos/a/b/labels", null)
            {
                Status = 200,
                Answer = """[{"id":1,"node_id":"x","url":"https://x/y","name":"a","color":"ff0000","default":false,"description":null}]""",
            }),
            Is.Empty);

    private static async Task<IReadOnlyList<string>> ErrorsAsync(Exchange exchange)
    {
        var description = await OpenApiDescription.SharedAsync();
        if (description is null)
            Assert.Ignore(OpenApiDescription.Absence);
        return await description!.ErrorsOfAsync(exchange);
    }
}
