using System.Security.Cryptography;

namespace Matrix.Results.Storage;

/// <summary>The SHA-256 of a file's bytes.</summary>
public static class FileHash
{
    /// <returns>Lower-case hex.</returns>
    public static string Of(string path)
    {
        using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
