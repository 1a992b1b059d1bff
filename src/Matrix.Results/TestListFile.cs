using System.IO.Compression;
using System.Text.Json;

namespace Matrix.Results;

/// <summary>Every test of a leg: JSON lines, gzip.</summary>
public static class TestListFile
{
    public static void Write(string path, IEnumerable<TestResult> tests)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        using (var stream = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var test in tests)
            {
                stream.Write(JsonSerializer.SerializeToUtf8Bytes(test, ResultsJson.Default.TestResult));
                stream.WriteByte((byte)'\n');
            }
        }

        // The leg's line, which names this file, must not be on the disk before it.
        file.Flush(flushToDisk: true);
    }

    public static IEnumerable<TestResult> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize(line, ResultsJson.Default.TestResult)!;
    }
}
