using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Report.Rendering;

/// <summary>The directory that the report goes to.</summary>
internal sealed class Site(string root)
{
    private readonly ConcurrentDictionary<string, bool> folders = new(StringComparer.Ordinal);

    public string Root { get; } = Path.GetFullPath(root);

    /// <param name="relative">With forward slashes.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="MatrixException">The file cannot be written.</exception>
    public string Write(string relative, Action<TextWriter> content) => WriteFile(relative, path =>
    {
        var page = PageBuffer.Take();
        content(page);
        page.Save(path);
    });

    /// <param name="content">Gets the path; its folder is there.</param>
    /// <exception cref="MatrixException">The file cannot be written.</exception>
    public string WriteFile(string relative, Action<string> content)
    {
        var path = Path.Combine(Root, relative);
        try
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            content(path);
            return path;
        }
        catch (Exception error) when (StorageTrouble.IsOfTheFile(error))
        {
            throw new MatrixException(ExitCode.Usage, $"{path} cannot be written: {error.Message}", "name another directory with --out");
        }
    }

    // Asking the system for each of tens of thousands of files whether its folder is there takes longer than remembering it.
    private void MakeFolder(string folder)
    {
        if (!folders.ContainsKey(folder))
            folders[Directory.CreateDirectory(folder).FullName] = true;
    }
}

/// <summary>
/// Takes a page as it is rendered, and writes it as UTF-8 in one go. A report has tens of thousands of pages: each thread uses its buffer for
/// all of them.
/// </summary>
internal sealed class PageBuffer : TextWriter
{
    private const int FirstSize = 64 << 10;
    private const int LargestKept = 4 << 20;

    [ThreadStatic]
    private static PageBuffer? ofThread;

    private char[] text = new char[FirstSize];
    private int length;

    private PageBuffer() => NewLine = "\n";

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Empty; good until the same thread asks for it again.</summary>
    public static PageBuffer Take()
    {
        var buffer = ofThread ??= new PageBuffer();
        if (buffer.text.Length > LargestKept)
            buffer.text = new char[FirstSize];

        buffer.length = 0;
        return buffer;
    }

    public override void Write(char value)
    {
        if (length == text.Length)
            Array.Resize(ref text, text.Length * 2);

        text[length++] = value;
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.Length > text.Length - length)
            Array.Resize(ref text, Math.Max(text.Length * 2, length + buffer.Length));

        buffer.CopyTo(text.AsSpan(length));
        length += buffer.Length;
    }

    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(length));
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
            RandomAccess.Write(file, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text.AsSpan(0, length), bytes)), fileOffset: 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
