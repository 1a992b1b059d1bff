using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Matrix.Results;

namespace Matrix.Yaml;

/// <summary>The bytes of a file that somebody wrote.</summary>
/// <param name="FullPath">Absolute.</param>
/// <param name="Shown">Its path as messages name it.</param>
internal sealed record YamlFile(string FullPath, string Shown, byte[] Bytes)
{
    private const int MostMegabytes = 64;

    private static readonly SearchValues<byte> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(code => code is not ('\t' or '\n' or '\r')).Select(code => (byte)code), 127]);

    /// <summary>Of the bytes, lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>What the spans of its nodes count: the characters without the byte order mark.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.AsSpan(Mark.Length));

    private ReadOnlySpan<byte> Mark => Bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble : [];

    /// <summary>The same file with another text; a byte order mark stays.</summary>
    public YamlFile WithText(string text) => this with { Bytes = [.. Mark, .. Encoding.UTF8.GetBytes(text)] };

    /// <param name="path">As it was given.</param>
    /// <param name="hint">What to do about a file that cannot be read.</param>
    public static YamlFile Read(string path, string hint)
    {
        try
        {
            var full = Path.GetFullPath(path);
            return new YamlFile(full, ShownPath.Of(path), ReadBytes(full));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var reason = error is FileNotFoundException or DirectoryNotFoundException ? "does not exist"
                : Directory.Exists(path) ? "is a directory"
                : $"cannot be read: {error.Message}";
            throw new MatrixException(ExitCode.Usage, $"{Quoted.Bare(path)}: {reason}", hint);
        }
    }

    /// <summary>The text, after a look for what the YAML reader would misread without a word.</summary>
    public StreamReader OpenText(Problems problems)
    {
        if (!Utf8.IsValid(Bytes))
            throw problems.Fatal(LineOf(FirstInvalid()), "is not UTF-8");

        if (Bytes.AsSpan().IndexOfAny(ControlCharacters) is >= 0 and var control)
            throw problems.Fatal(LineOf(control), $"the control character 0x{Bytes[control]:x2} does not belong into a text file");

        if (Bytes.AsSpan().Contains((byte)'\t') && FirstLineIndentedByTab() is { } line)
            throw problems.Fatal(line, "a tab in the indentation; indent with spaces");

        // The identifier makes the reader pass over a byte order mark.
        return new StreamReader(new MemoryStream(Bytes, writable: false), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), false);
    }

    private static byte[] ReadBytes(string path)
    {
        using var file = File.OpenRead(path);
        using var bytes = new MemoryStream(file.CanSeek ? (int)Math.Min(file.Length, MostMegabytes << 20) : 0);
        var chunk = new byte[1 << 16];
        while (file.Read(chunk) is > 0 and var read)
        {
            bytes.Write(chunk, 0, read);
            if (bytes.Length > MostMegabytes << 20)
                throw new IOException($"it is larger than {MostMegabytes} MiB");
        }

        return bytes.Capacity == bytes.Length ? bytes.GetBuffer() : bytes.ToArray();
    }

    private int FirstInvalid()
    {
        Utf8.ToUtf16(Bytes, new char[Bytes.Length], out var valid, out _, replaceInvalidSequences: false);
        return valid;
    }

    private int? FirstLineIndentedByTab()
    {
        var line = 0;
        foreach (var range in Bytes.AsSpan().Split((byte)'\n'))
        {
            line++;
            var text = Bytes.AsSpan(range);
            var indentation = text[..(text.Length - text.TrimStart(" \t\r"u8).Length)];
            if (indentation.Length < text.Length && indentation.Contains((byte)'\t'))
                return line;
        }

        return null;
    }

    private int LineOf(int position) => Bytes.AsSpan(0, position).Count((byte)'\n') + 1;
}

/// <summary>A file of ours with <c>format</c> and some keys.</summary>
internal static class YamlRoot
{
    /// <param name="hint">What to do about what is wrong with it.</param>
    /// <param name="keys">All that it may have.</param>
    /// <exception cref="Results.MatrixException">Everything that is wrong with it.</exception>
    public static T Read<T>(YamlFile file, string hint, IReadOnlyList<string> keys, Func<YamlMapping, T> read)
    {
        var problems = new Problems(file.Shown, hint);
        T? content = default;
        if (new YamlValue(YamlComposer.Compose(file, problems), NodePath.Root, problems).Mapping(keys) is { } root)
        {
            root.RequireFormat();
            content = read(root);
        }

        problems.ThrowIfAny();
        return content!;
    }
}
