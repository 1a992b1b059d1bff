using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Processes;
using Matrix.Runner.RustcCache;

namespace Matrix.Faults;

/// <summary>
/// A shim for a cargo that only prints what it would do: for each of its lines <c>     Running `NAME=value … /…/rustc …`</c> it tells the sweep of
/// that call, over the socket of the leg that the command is for.
/// </summary>
internal static class RelayOnPaper
{
    private const string Option = "build.rustc=";
    private const string Running = "     Running `";
    private const int LongestPath = 100;

    /// <summary>Where the command names no shim there is nobody to tell.</summary>
    public static async Task TellAsync(CommandSpec command, string printed, CancellationToken cancellation)
    {
        if (StandInsOf(command) is not { } folder)
            return;

        foreach (var call in CallsIn(printed, command.WorkingDirectory))
            await TellAsync(Path.GetDirectoryName(folder)!, call, cancellation);
    }

    /// <summary>Where the recorder that the command names would write: it stands in the settings beside it.</summary>
    public static string RecordsOf(CommandSpec command) => File.ReadAllText(Path.Combine(StandInsOf(command)!, "settings")).Split('\0')[3];

    private static string? StandInsOf(CommandSpec command) =>
        command.Arguments.FirstOrDefault(argument => argument.StartsWith(Option, StringComparison.Ordinal)) is { } option
            ? Path.GetDirectoryName(option[Option.Length..].Trim('"'))
            : null;

    private static IEnumerable<ShimCall> CallsIn(string printed, string from) => printed.Split('\n')
        .Where(line => line.StartsWith(Running, StringComparison.Ordinal))
        .Select(line => ShellWords.Split(line[Running.Length..].TrimEnd('`')))
        .Where(words => words.Exists(IsRustc))
        .Select(words => Call(words, from));

    /// <summary>Of what cargo prints behind <c>Running</c>.</summary>
    public static ShimCall Call(string words, string from = "/") => Call(ShellWords.Split(words), from);

    private static ShimCall Call(List<string> words, string from)
    {
        var at = words.FindIndex(IsRustc);
        return new ShimCall(
            from,
            [.. words[(at + 1)..]],
            words[..at].Select(word => word.Split('=', 2)).ToImmutableSortedDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));
    }

    private static bool IsRustc(string word) => Path.GetFileName(word) == "rustc";

    /// <summary>Asks as shim.rs does.</summary>
    public static async Task TellAsync(string leg, ShimCall call, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await ConnectAsync(socket, Path.Combine(leg, RustcShim.SocketName), cancellation);
        }
        catch (SocketException)
        {
            return;   // a shim that finds nobody compiles itself
        }

        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Question(call), cancellation);
        await stream.CopyToAsync(Stream.Null, cancellation);
    }

    private static async Task ConnectAsync(Socket socket, string path, CancellationToken cancellation)
    {
        if (Encoding.UTF8.GetByteCount(path) <= LongestPath)
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return;
        }

        // No program has a working directory of its own here: a short way to the same folder.
        var way = Path.Combine("/tmp", $"matrix-{Guid.NewGuid():N}");
        Directory.CreateSymbolicLink(way, Path.GetDirectoryName(path)!);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(way, RustcShim.SocketName)), cancellation);
        }
        finally
        {
            File.Delete(way);
        }
    }

    private static byte[] Question(ShimCall call)
    {
        byte[] question = [.. Text(call.Ended ?? ""), .. Text(call.WorkingDirectory), .. List(call.Arguments), .. List(call.Environment.Select(variable => $"{variable.Key}={variable.Value}"))];
        return [.. BitConverter.GetBytes(question.Length), .. question];
    }

    private static byte[] List(IEnumerable<string> texts) => [.. BitConverter.GetBytes(texts.Count()), .. texts.SelectMany(Text)];

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. BitConverter.GetBytes(bytes.Length), .. bytes];
    }
}
