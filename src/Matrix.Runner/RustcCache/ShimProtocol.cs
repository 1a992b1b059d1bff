using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Matrix.Runner.RustcCache;

/// <summary>
/// What shim.rs and the sweep say to each other. A text is its length in bytes (32 bits, least byte first) and its bytes; a list is the number
/// of its texts and they. Question: its length, then how rustc ended (empty before it ran), working directory, list of
/// arguments, list of <c>NAME=value</c>. Answer: 0, become rustc; 2, run rustc, and ask again if it fails; or 1, folder, pairs of name and file to copy, pairs of name and content, what to print, each list behind its number of pairs.
/// </summary>
internal static class ShimProtocol
{
    private const int LongestQuestion = 8 << 20;
    private const byte RunItYourself = 0;
    private const byte Done = 1;
    private const byte TryIt = 2;

    /// <summary>Null where the question is none: who asks is not always the shim.</summary>
    public static async Task<ShimCall?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, cancellation);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (size > LongestQuestion)
            return null;

        var question = new byte[size];
        await stream.ReadExactlyAsync(question, cancellation);
        return Parse(question);
    }

    public static async Task WriteAsync(Stream stream, ShimAnswer? answer, CancellationToken cancellation) =>
        await stream.WriteAsync(
            answer switch
            {
                ShimAnswer.Take take => Compose(take),
                ShimAnswer.TryIt => [TryIt],
                _ => [RunItYourself],
            },
            cancellation);

    private static ShimCall? Parse(ReadOnlySpan<byte> question)
    {
        try
        {
            var rest = question;
            var ended = Text(ref rest);
            var directory = Text(ref rest);
            var arguments = Texts(ref rest);
            return new ShimCall(directory, arguments, Variables(Texts(ref rest))) { Ended = ended.Length > 0 ? ended : null };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static ImmutableSortedDictionary<string, string> Variables(ImmutableArray<string> texts)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text.IndexOf('=') is > 0 and var equals)
                variables[text[..equals]] = text[(equals + 1)..];
        }

        return variables.ToImmutable();
    }

    private static ImmutableArray<string> Texts(ref ReadOnlySpan<byte> rest)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        for (var left = Number(ref rest); left > 0; left--)
            texts.Add(Text(ref rest));
        return texts.DrainToImmutable();
    }

    private static string Text(ref ReadOnlySpan<byte> rest)
    {
        var length = Number(ref rest);
        var text = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        return text;
    }

    private static int Number(ref ReadOnlySpan<byte> rest)
    {
        var number = BinaryPrimitives.ReadUInt32LittleEndian(rest[..4]);
        rest = rest[4..];
        return number <= int.MaxValue ? (int)number : throw new ArgumentOutOfRangeException(nameof(rest));
    }

    private static byte[] Compose(ShimAnswer.Take answer)
    {
        using var bytes = new MemoryStream();
        bytes.WriteByte(Done);
        Put(bytes, answer.Folder);
        Put(bytes, answer.Files);
        Put(bytes, answer.Texts);
        Put(bytes, answer.Printed);
        return bytes.ToArray();
    }

    private static void Put(MemoryStream to, ImmutableSortedDictionary<string, string> pairs)
    {
        Put(to, pairs.Count);
        foreach (var (name, value) in pairs)
        {
            Put(to, name);
            Put(to, value);
        }
    }

    private static void Put(MemoryStream to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Put(to, bytes.Length);
        to.Write(bytes);
    }

    private static void Put(MemoryStream to, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        to.Write(bytes);
    }
}

/// <summary>The program that stands in for rustc (shim.rs).</summary>
internal static class RustcShim
{
    /// <summary>In the leg's folder.</summary>
    public const string SocketName = "units.sock";

    /// <summary>Its source, to be compiled with the toolchain under test.</summary>
    public static string SourcePath => Path.Combine(AppContext.BaseDirectory, "shim.rs");
}

/// <summary>A call of rustc, as cargo made it: anybody in a leg can make one, so nothing in it is to be believed.</summary>
internal sealed record ShimCall(string WorkingDirectory, ImmutableArray<string> Arguments, ImmutableSortedDictionary<string, string> Environment)
{
    /// <summary>How rustc ended, where it was tried and failed; null before.</summary>
    public string? Ended { get; init; }
}

/// <summary>What the shim is to do in place of becoming rustc.</summary>
internal abstract record ShimAnswer
{
    private ShimAnswer()
    {
    }

    /// <summary>Call rustc, and ask again if it fails.</summary>
    public sealed record TryIt : ShimAnswer;

    /// <summary>Put something where the call wanted it, print, and end well.</summary>
    /// <param name="Folder">Where the call wanted its files.</param>
    /// <param name="Files">Name → file to copy.</param>
    /// <param name="Texts">Name → content.</param>
    /// <param name="Printed">For standard error.</param>
    public sealed record Take(
        string Folder, ImmutableSortedDictionary<string, string> Files, ImmutableSortedDictionary<string, string> Texts, string Printed) : ShimAnswer;
}
