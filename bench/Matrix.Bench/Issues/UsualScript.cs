using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Matrix.GitHub.World;

namespace Matrix.Bench.Issues;

/// <summary>
/// What people write who have no tool: for each cause, search for its issue by title, read it, edit it (<c>gh issue list --search</c>,
/// <c>view</c>, <c>edit</c> in a loop). It opens, labels and comments nothing, and does not look whether anybody else wrote; it only keeps to
/// GitHub's 30 searches in a minute: https://docs.github.com/en/rest/search/search#rate-limit
/// </summary>
internal sealed class UsualScript(SweptRepository repository, GitHubToken token)
{
    private const int SearchesAMinute = 30;

    private readonly Queue<DateTimeOffset> searches = new();

    /// <param name="issues">Title, and the body it is to have.</param>
    public async Task<(Calls Calls, TimeSpan Time)> EditAsync(IEnumerable<(string Title, string Body)> issues)
    {
        using var http = new HttpClient { BaseAddress = new Uri(repository.Server.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("script");
        repository.Server.TakeJournal();
        var start = repository.Clock.GetUtcNow();
        foreach (var (title, body) in issues)
        {
            WaitForSearch();
            var found = await http.GetFromJsonAsync<JsonElement>($"/search/issues?q={Uri.EscapeDataString($"repo:{SweptRepository.Name} is:issue {title}")}");
            var number = found.GetProperty("items").EnumerateArray().First(item => item.GetProperty("title").GetString() == title).GetProperty("number").GetInt32();
            var path = $"/repos/{SweptRepository.Name}/issues/{number}";
            _ = await http.GetFromJsonAsync<JsonElement>(path);
            using var edited = await http.PatchAsJsonAsync(path, new { body });
            edited.EnsureSuccessStatusCode();
        }

        return (new Calls(repository.Server.TakeJournal()), repository.Clock.GetUtcNow() - start);
    }

    private void WaitForSearch()
    {
        if (searches.Count == SearchesAMinute && searches.Dequeue() + TimeSpan.FromMinutes(1) is var free && free > repository.Clock.GetUtcNow())
            repository.Clock.Move(free - repository.Clock.GetUtcNow());
        searches.Enqueue(repository.Clock.GetUtcNow());
    }
}
