using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>What the server of a repository says of it: from the program that may have a token to the one that runs git.</summary>
/// <param name="Url">As a crates list writes it.</param>
/// <param name="IsArchived">Its owner has closed it: nothing changes there any more.</param>
public sealed record RepositoryState([property: JsonPropertyName("url"), JsonRequired] string Url, [property: JsonPropertyName("archived"), JsonRequired] bool IsArchived)
{
    public string ToLine() => JsonSerializer.Serialize(this);

    /// <param name="path">A file with one repository a line.</param>
    /// <exception cref="MatrixException">It is no such file.</exception>
    public static IReadOnlyDictionary<string, RepositoryState> ReadAll(string path)
    {
        try
        {
            return File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<RepositoryState>(line)!)
                .DistinctBy(state => state.Url).ToDictionary(state => state.Url, StringComparer.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new MatrixException(ExitCode.Usage, $"{path}: {error.Message}", "it is made by ./matrix list update: use that command");
        }
    }
}
