using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Matrix.GitHub;
using Matrix.GitHub.World;

namespace Matrix.Report.Tests.Issues.GitHub;

/// <summary>What the GitHub of the tests does that our client never asks for, as a person with curl would see it.</summary>
public sealed class GitHubServerTests
{
    private GitHubServer server = null!;
    private GitHubRepository repository = null!;
    private HttpClient http = null!;

    [SetUp]
    public async Task StartAsync()
    {
        server = await GitHubServer.StartAsync();
        repository = server.AddRepository("a/b");
        http = new HttpClient { BaseAddress = new Uri(server.Address) };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("curl/8");
        http.DefaultRequestHeaders.Authorization = new("Bearer", server.AddToken().Text);
    }

    [TearDown]
    public async Task StopAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [TestCase("", "3,1")]
    [TestCase("?state=closed", "2")]
    [TestCase("?state=all&sort=created&direction=asc", "1,2,3")]
    [TestCase("?labels=ABI", "1")]
    [TestCase("?labels=abi,other", "")]
    [TestCase("?state=all&per_page=1&page=3", "1")]
    public async Task Issues_are_listed_as_asked(string query, string numbers)
    {
        repository.Open("one", labelled: "abi");
        repository.Open("two").Close();
        repository.OpenPullRequest("three");

        var issues = await http.GetFromJsonAsync<JsonArray>($"/repos/a/b/issues{query}");

        Assert.That(string.Join(',', issues!.Select(issue => (int)issue!["number"]!)), Is.EqualTo(numbers));
    }

    [TestCase("unwinding", "1")]
    [TestCase("repo:a/b is:issue is:open", "1")]
    [TestCase("repo:a/b is:pr", "2")]
    [TestCase("repo:a/b state:closed", "")]
    [TestCase("repo:a/c", "")]
    [TestCase("label:abi", "1")]
    public async Task Issues_are_found_by_words_and_qualifiers(string query, string numbers)
    {
        repository.Open("Unwinding", labelled: "abi");
        repository.OpenPullRequest("other");

        var found = await http.GetFromJsonAsync<JsonObject>($"/search/issues?q={Uri.EscapeDataString(query)}");

        Assert.That(string.Join(',', found!["items"]!.AsArray().Select(issue => (int)issue!["number"]!)), Is.EqualTo(numbers));
    }

    [Test]
    public async Task A_label_is_the_same_in_any_case_and_one_that_is_deleted_leaves_its_issues()
    {
        repository.AddLabel("Abi", "ff0000");
        await http.PostAsJsonAsync("/repos/a/b/issues", new { title = "x", labels = new[] { "aBI", "new" } });
        Assert.That(repository.Issue(1).Labels, Is.EqualTo(new[] { "Abi", "new" }));
        Assert.That(repository.Labels.Select(label => label.Colour), Is.EqualTo(new[] { "ff0000", "ededed" }));

        repository.DeleteLabel("abi");

        Assert.That(repository.Issue(1).Labels, Is.EqualTo(new[] { "new" }));
    }

    [Test]
    public async Task A_comment_can_be_changed_and_read_alone()
    {
        var comment = repository.Open("x").Comment("jane", "one");

        await http.PatchAsJsonAsync($"/repos/a/b/issues/comments/{comment.Id}", new { body = "two" });

        Assert.That(comment.Body, Is.EqualTo("two"));
        Assert.That((string?)(await http.GetFromJsonAsync<JsonObject>($"/repos/a/b/issues/comments/{comment.Id}"))!["body"], Is.EqualTo("two"));
    }

    [Test]
    public async Task What_is_left_of_the_hour_is_told_and_asking_costs_nothing_that_counts()
    {
        await http.GetAsync(new Uri("/repos/a/b/labels", UriKind.Relative));

        var rate = (await http.GetFromJsonAsync<JsonObject>("/rate_limit"))!["rate"]!;

        Assert.That(((int)rate["limit"]!, (int)rate["remaining"]!), Is.EqualTo((5000, 4999)));
    }

    [Test]
    public async Task Whoever_writes_too_fast_is_told_to_wait()
    {
        repository.Open("x");
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 82; i++)
            answers.Add((await http.PostAsJsonAsync("/repos/a/b/issues/1/comments", new { body = "x" })).StatusCode);

        Assert.That(answers.Take(80), Has.All.EqualTo(HttpStatusCode.Created));
        Assert.That(answers.Skip(80), Has.All.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(server.LimitsIgnored, Is.GreaterThan(0));
    }

    [Test]
    public async Task Issue_and_pull_request_share_their_numbers_and_a_person_can_do_all_to_them()
    {
        repository.OpenPullRequest("one");
        var issue = repository.Open("two");
        issue.Close("duplicate");
        issue.Retitle("second");

        var json = await http.GetFromJsonAsync<JsonObject>("/repos/a/b/issues/2");

        Assert.That(((string?)json!["title"], (string?)json["state"], (string?)json["state_reason"]), Is.EqualTo(("second", "closed", "duplicate")));
        Assert.That(json["closed_at"], Is.Not.Null);
    }

    [Test]
    public async Task A_request_that_does_not_fit_the_description_fails_the_test_in_the_end()
    {
        var strict = await GitHubServer.StartAsync();
        using (var request = new HttpRequestMessage(HttpMethod.Put, new Uri(strict.Address + "/repos/a/b/issues/1")))
            await http.SendAsync(request);

        if (await Matrix.GitHub.Description.OpenApiDescription.SharedAsync() is null)
            Assert.Ignore(Matrix.GitHub.Description.OpenApiDescription.Absence);
        Assert.That(async () => await strict.DisposeAsync(), Throws.TypeOf<AssertionException>().With.Message.Contains("no operation in use answers PUT"));
    }
}
