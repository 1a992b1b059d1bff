using System.IO.Compression;
using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>How large the parts of results are: of what was generated beside a real sweep's.</summary>
internal static class Sizes
{
    private const int LogsLookedAt = 2_000;

    public static void Print(IReadOnlyList<string> generated, string? real, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{"bytes",-28}{"n",9}{"mean",9}{"half",9}{"nine in ten",13}{"most",12}");
        Rows(generated, "", output);
        if (real is not null)
            Rows([real], "real: ", output);
    }

    private static void Rows(IReadOnlyList<string> directories, string prefix, TextWriter output)
    {
        Row($"{prefix}leg", Lines(directories, ResultsPaths.Legs), output);
        Row($"{prefix}verdict", Lines(directories, ResultsPaths.Verdicts), output);
        Row($"{prefix}ledger entry", Lines(directories, ResultsPaths.Ledger), output);
        foreach (var log in new[] { "build.log.gz", "test-build.log.gz", "test.log.gz", "test.2.log.gz", "tests.jsonl.gz" })
            Row($"{prefix}{log[..^3]}, unpacked", Logs(directories, log), output);
    }

    private static void Row(string name, long[] sizes, TextWriter output)
    {
        if (sizes.Length == 0)
            return;

        Array.Sort(sizes);
        output.WriteLine($"{name,-28}{sizes.Length,9}{sizes.Average(),9:0}{sizes[sizes.Length / 2],9}{sizes[sizes.Length * 9 / 10],13}{sizes[^1],12}");
    }

    private static long[] Lines(IReadOnlyList<string> directories, string file)
    {
        var sizes = new List<long>();
        foreach (var directory in directories.Where(directory => File.Exists(Path.Combine(directory, file))))
        {
            using var stream = File.OpenRead(Path.Combine(directory, file));
            var block = new byte[1 << 20];
            var length = 0L;
            for (int read; (read = stream.Read(block)) > 0;)
            {
                for (var rest = block.AsSpan(0, read); rest.Length > 0;)
                {
                    var end = rest.IndexOf((byte)'\n');
                    length += end < 0 ? rest.Length : end + 1;
                    rest = end < 0 ? [] : rest[(end + 1)..];
                    if (end >= 0)
                        (_, length) = (Add(sizes, length), 0);
                }
            }
        }

        return [.. sizes];
    }

    private static bool Add(List<long> sizes, long length)
    {
        sizes.Add(length);
        return true;
    }

    private static long[] Logs(IReadOnlyList<string> directories, string file) =>
    [
        .. directories
            .SelectMany(directory => Directory.EnumerateDirectories(Path.Combine(directory, "logs")))
            .SelectMany(crate => Directory.EnumerateFiles(crate, file, SearchOption.AllDirectories))
            .Take(LogsLookedAt)
            .Select(Unpacked),
    ];

    private static long Unpacked(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var block = new byte[1 << 16];
        var length = 0L;
        for (int read; (read = stream.Read(block)) > 0; length += read)
        {
        }

        return length;
    }
}
