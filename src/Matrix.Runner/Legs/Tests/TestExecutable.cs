using System.Text;
using System.Text.RegularExpressions;

namespace Matrix.Runner.Legs.Tests;

/// <summary>What the bytes of a test executable say.</summary>
/// <param name="MadeByCranelift">Some unit in it carries the backend's mark.</param>
/// <param name="Intrinsics">Unsupported ones that are linked in: the text of their panic is a constant in the executable.</param>
internal sealed partial record TestExecutable(bool MadeByCranelift, IReadOnlyCollection<string> Intrinsics)
{
    /// <summary>Of Cranelift, as the mark tells it: <c>0.123.13</c>; null where there is no mark.</summary>
    public string? CraneliftVersion { get; init; }

    // The producer string of a unit: rustc version … with cranelift 0.123.13.
    private static ReadOnlySpan<byte> Mark => " with cranelift "u8;

    private static ReadOnlySpan<byte> NotSupported => " is not yet supported."u8;

    private const int BlockSize = 64 << 10;   // small enough for the collector to take back soon
    private const int LongestName = 256;
    private const int LongestVersion = 40;

    public static TestExecutable Read(string path)
    {
        var made = false;
        var version = "";
        var intrinsics = new SortedSet<string>(StringComparer.Ordinal);
        var block = new byte[BlockSize];
        using var file = File.OpenRead(path);

        // Blocks overlap by the longest text that is looked for.
        for (int kept = 0, read; (read = file.Read(block, kept, block.Length - kept)) > 0;)
        {
            var bytes = block.AsSpan(0, kept + read);
            made |= HoldsMark(bytes, ref version);
            FindIntrinsics(bytes, intrinsics);
            kept = Math.Min(bytes.Length, LongestName);
            bytes[^kept..].CopyTo(block);
        }

        return new TestExecutable(made, intrinsics) { CraneliftVersion = version.Length > 0 ? version : null };
    }

    // The end of a block may cut a version off; the next one has it whole.
    private static bool HoldsMark(ReadOnlySpan<byte> bytes, ref string version)
    {
        for (var at = bytes.IndexOf(Mark); at >= 0;)
        {
            if (bytes[Math.Max(0, at - LongestName)..at].IndexOf("rustc version "u8) >= 0)
            {
                var behind = bytes[(at + Mark.Length)..];
                var told = VersionAtStart.Match(Encoding.Latin1.GetString(behind[..Math.Min(behind.Length, LongestVersion)])).Value;
                version = told.Length > version.Length ? told : version;
                return true;
            }

            var next = bytes[(at + 1)..].IndexOf(Mark);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    private static void FindIntrinsics(ReadOnlySpan<byte> bytes, SortedSet<string> found)
    {
        for (var at = bytes.IndexOf(NotSupported); at >= 0;)
        {
            var before = Encoding.Latin1.GetString(bytes[Math.Max(0, at - LongestName)..at]);
            if (IntrinsicAtEnd.Match(before) is { Success: true } match)
                found.Add(match.Value);

            var next = bytes[(at + 1)..].IndexOf(NotSupported);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    [GeneratedRegex(@"^[0-9]+(\.[0-9A-Za-z+-]+)*")]
    private static partial Regex VersionAtStart { get; }

    [GeneratedRegex(@"llvm\.[A-Za-z0-9_.]+\z")]
    private static partial Regex IntrinsicAtEnd { get; }
}
