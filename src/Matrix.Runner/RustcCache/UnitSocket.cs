using System.Net.Sockets;
using Matrix.Results.Storage;

namespace Matrix.Runner.RustcCache;

/// <summary>Where the shims of one leg ask. Anything in the leg can ask too: it gets what a shim would.</summary>
internal sealed class UnitSocket : IAsyncDisposable
{
    private const int LongestPath = 100;   // sun_path takes 104 on macOS, 108 on Linux
    private const int MostAtOnce = 64;

    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(30);

    private readonly Socket? socket;
    private readonly Func<ShimCall, CancellationToken, Task<ShimAnswer?>> answer;
    private readonly Action closed;
    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim room = new(MostAtOnce);
    private readonly Task accepting;

    private UnitSocket(Socket? socket, Func<ShimCall, CancellationToken, Task<ShimAnswer?>> answer, Action closed)
    {
        this.socket = socket;
        this.answer = answer;
        this.closed = closed;
        accepting = socket is null ? Task.CompletedTask : AcceptAsync(socket);
    }

    /// <summary>Hears of every call that the shims of a leg make, and answers with what need not be compiled again.</summary>
    /// <param name="legRoot">The leg's folder.</param>
    /// <param name="units">Null: nothing is shared.</param>
    /// <param name="onCall">Called from any thread; its own answer, where it has one, counts.</param>
    public static UnitSocket Open(string legRoot, LegUnits? units, Func<ShimCall, ShimAnswer?> onCall) => Open(
        legRoot,
        async (call, cancellation) => onCall(call) ?? (units is null ? null : await units.AnswerAsync(call, cancellation)),
        () => units?.ReleaseAll());

    /// <param name="folder">Of the socket. Where it cannot be made there, shims find none, and compile themselves.</param>
    /// <param name="closed">Called when nobody is answered any more.</param>
    public static UnitSocket Open(string folder, Func<ShimCall, CancellationToken, Task<ShimAnswer?>> answer, Action closed)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            Bind(socket, folder);
            socket.Listen(MostAtOnce);
            return new UnitSocket(socket, answer, closed);
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            if (StorageTrouble.IsOf(error))
                throw;   // a leg whose calls nobody hears would be called invalid for good
            return new UnitSocket(null, answer, closed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        socket?.Dispose();
        await accepting;
        closed();
        ending.Dispose();
        room.Dispose();
    }

    private static void Bind(Socket socket, string folder)
    {
        var path = Path.Combine(folder, RustcShim.SocketName);
        File.Delete(path);
        if (System.Text.Encoding.UTF8.GetByteCount(path) <= LongestPath)
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            return;
        }

        // A short way to the same folder, for this moment.
        var way = Path.Combine("/tmp", $"matrix-{Guid.NewGuid():N}");
        Directory.CreateSymbolicLink(way, folder);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(way, RustcShim.SocketName)));
        }
        finally
        {
            File.Delete(way);
        }
    }

    private async Task AcceptAsync(Socket listening)
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                await room.WaitAsync(ending.Token);
                var connection = await listening.AcceptAsync(ending.Token);
                running.RemoveAll(task => task.IsCompleted);
                running.Add(ServeAsync(connection));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            var call = await ReadAsync(stream);
            await ShimProtocol.WriteAsync(stream, call is null ? null : await answer(call, ending.Token), ending.Token);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OperationCanceledException or SocketException)
        {
            // The shim gets no answer, and compiles itself.
        }
        finally
        {
            room.Release();
        }
    }

    private async Task<ShimCall?> ReadAsync(Stream stream)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        limit.CancelAfter(LongestRead);
        return await ShimProtocol.ReadAsync(stream, limit.Token);
    }
}
