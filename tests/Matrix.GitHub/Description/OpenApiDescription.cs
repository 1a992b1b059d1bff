using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Matrix.Testing;

namespace Matrix.GitHub.Description;

/// <summary>
/// GitHub's published description of its interface, and a validator that holds exchanges against it. It takes a second to start, so that all
/// tests of a process share one; it ends with its input, that is, with the process.
/// </summary>
public sealed class OpenApiDescription
{
    private static readonly Lazy<Task<OpenApiDescription?>> TheOne = new(StartAsync);

    private readonly Process node;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<IReadOnlyList<string>>> asked = new();
    private readonly Lock writing = new();
    private long last;

    private OpenApiDescription(Process node) => this.node = node;

    /// <summary>Why there is none on this machine.</summary>
    public static string Absence { get; private set; } = "";

    /// <summary>Null where node or the packages are not there: see <see cref="Absence"/>.</summary>
    public static Task<OpenApiDescription?> SharedAsync() => TheOne.Value;

    /// <returns>What is wrong with it, a line each.</returns>
    [SuppressMessage("Performance", "CA1849", Justification = "a lock keeps lines whole, and nothing is awaited in it")]
    public Task<IReadOnlyList<string>> ErrorsOfAsync(Exchange exchange)
    {
        var id = Interlocked.Increment(ref last);
        var answer = asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = exchange.ToJson(id).ToJsonString();
        lock (writing)
        {
            node.StandardInput.WriteLine(line);
            node.StandardInput.Flush();
        }

        return answer.Task;
    }

    private static async Task<OpenApiDescription?> StartAsync()
    {
        if (!NodePackages.Has("@octokit/openapi/package.json") || !NodePackages.Has("openapi-backend/package.json"))
            return Absent(NodePackages.NotThere);

        try
        {
            var node = Process.Start(new ProcessStartInfo("node", [Repository.PathOf("tests/web/openapi.mjs")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            var description = new OpenApiDescription(node);
            if (await node.StandardOutput.ReadLineAsync() is null)
                throw new InvalidOperationException("tests/web/openapi.mjs ended before it had begun: see its error above");

            _ = Task.Run(description.ReadAsync);
            return description;
        }
        catch (Win32Exception)
        {
            return Absent("there is no node on this machine");
        }
    }

    private static OpenApiDescription? Absent(string reason)
    {
        Absence = reason;
        return null;
    }

    private async Task ReadAsync()
    {
        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            var answer = JsonNode.Parse(line)!;
            if (asked.TryRemove((long)answer["id"]!, out var waiting))
                waiting.SetResult([.. answer["errors"]!.AsArray().Select(error => (string)error!)]);
        }

        foreach (var waiting in asked.Values)
            waiting.TrySetException(new InvalidOperationException("tests/web/openapi.mjs has ended"));
    }
}
