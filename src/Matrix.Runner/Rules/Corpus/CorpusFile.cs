using System.Text.Json;
using Matrix.Results;
using Matrix.Yaml;

namespace Matrix.Runner.Rules.Corpus;

/// <summary>A labelled corpus: one JSON object a line.</summary>
internal static class CorpusFile
{
    private const string Hint = "rules/README.md shows what an entry of a corpus looks like";

    public static string PathIn(string folder) => Path.Combine(folder, "corpus.jsonl");

    /// <exception cref="MatrixException">The file is not there, or a line of it is no entry.</exception>
    public static IReadOnlyList<CorpusEntry> Read(string path)
    {
        var shown = ShownPath.Of(path);
        try
        {
            return
            [
                .. File.ReadLines(path).Index()
                    .Where(line => !string.IsNullOrWhiteSpace(line.Item))
                    .Select(line => Entry(line.Item, $"{shown}:{line.Index + 1}")),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException(ExitCode.Usage, $"{Quoted.Bare(path)}: cannot be read: {error.Message}", Hint);
        }
    }

    private static CorpusEntry Entry(string line, string position)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            return new CorpusEntry(position, Required("id"), Required("text"), Required("class"), Optional("subclass"), Owner(Required("owner")))
            {
                Phase = Required("phase"),
                Toolchain = Optional("toolchain"),
                Target = Optional("target"),
            };

            string Required(string key) => Optional(key) ?? throw new JsonException($"the key '{key}' is missing");

            string? Optional(string key) => entry.TryGetProperty(key, out var value) ? value.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new MatrixException(ExitCode.Usage, $"{position}: {error.Message}", Hint);
        }
    }

    private static Blame Owner(string name) =>
        WireName.TryParse<Blame>(name, out var owner)
            ? owner
            : throw new JsonException($"the owner must be one of {string.Join(", ", WireName.All<Blame>())}, not {Quoted.Of(name)}");
}

/// <summary>A piece of real output that somebody labelled, in the corpus's own words.</summary>
/// <param name="Position">Its file and line.</param>
internal sealed record CorpusEntry(string Position, string Id, string Text, string Class, string? Subclass, Blame Owner)
{
    /// <summary>How far it came: <c>rustc-error</c>, <c>test-crash:SIGABRT</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>The compiler's version, its date, or nothing.</summary>
    public string? Toolchain { get; init; }

    /// <summary>A target triple or a part of one.</summary>
    public string? Target { get; init; }
}
