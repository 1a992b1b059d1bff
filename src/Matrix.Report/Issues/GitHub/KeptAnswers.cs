using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Matrix.Results.Storage;

namespace Matrix.Report.Issues.GitHub;

/// <param name="Asker">Which token, at which address: what one may see, another may not.</param>
/// <param name="Link">The header that says where the next page is.</param>
internal sealed record KeptAnswer(int Format, string Asker, string Path, string Tag, string? Link, string Body)
{
    public const int CurrentFormat = 1;
}

/// <summary>
/// Answers with their tags, from run to run, a file each that only its owner may read. What cannot be read or written is as if it had never
/// been kept.
/// </summary>
internal sealed class KeptAnswers(string? folder, string asker)
{
    private const int MostFiles = 512;
    private const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public KeptAnswer? Find(GitHubRequest request)
    {
        if (folder is null || !request.IsKept)
            return null;

        try
        {
            var kept = JsonSerializer.Deserialize(File.ReadAllBytes(FileOf(request)), GitHubJson.Default.KeptAnswer);
            return kept is { Format: KeptAnswer.CurrentFormat, Tag: not null, Body: not null } && kept.Asker == asker && kept.Path == request.Path ? kept : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Keep(GitHubRequest request, GitHubAnswer answer)
    {
        if (folder is null || !request.IsKept || answer.Header("ETag") is not { } tag)
            return;

        var kept = new KeptAnswer(KeptAnswer.CurrentFormat, asker, request.Path, tag, answer.Header("Link"), Encoding.UTF8.GetString(answer.Body.Span));
        try
        {
            Write(FileOf(request), JsonSerializer.SerializeToUtf8Bytes(kept, GitHubJson.Default.KeptAnswer));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is asked for again next time.
        }
    }

    /// <summary>It is still in use: the oldest go first when there are too many.</summary>
    public void Touch(GitHubRequest request)
    {
        try
        {
            File.SetLastWriteTimeUtc(FileOf(request), DateTime.UtcNow);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private string FileOf(GitHubRequest request) =>
        Path.Combine(folder!, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{asker} {request.Path}")))[..32] + ".json");

    private void Write(string file, byte[] bytes)
    {
        Directory.CreateDirectory(folder!, OnlyMe | UnixFileMode.UserExecute);
        var partial = file + ReplacedFile.PartialSuffix;
        File.Delete(partial);
        using (var stream = new FileStream(partial, new FileStreamOptions { Mode = FileMode.CreateNew, Access = System.IO.FileAccess.Write, UnixCreateMode = OnlyMe }))
            stream.Write(bytes);
        ReplacedFile.Place(partial, file);

        var oldest = new DirectoryInfo(folder!).GetFiles("*.json").OrderByDescending(kept => kept.LastWriteTimeUtc).Skip(MostFiles);
        foreach (var kept in oldest)
            kept.Delete();
    }
}
