using Matrix.Runner.Processes.Native;
using Microsoft.Win32.SafeHandles;

namespace Matrix.Runner.Processes;

/// <summary>Carries a program's output from the pipe to the sink, on a thread of its own: a read from a pipe blocks one anyway.</summary>
internal sealed class OutputPump : IDisposable
{
    private const int BufferBytes = 64 * 1024;   // what a pipe holds
    private const int LooksUpEvery = 100;        // milliseconds

    private readonly SafeFileHandle pipe;
    private readonly IOutputSink sink;
    private readonly long limitBytes;
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long seenBytes;
    private volatile bool abandoned;

    private OutputPump(SafeFileHandle pipe, IOutputSink sink, long limitBytes) =>
        (this.pipe, this.sink, this.limitBytes) = (pipe, sink, limitBytes);

    /// <summary>Nobody holds the other end any more, or the sink has failed.</summary>
    public Task Finished => finished.Task;

    public long SeenBytes => Interlocked.Read(ref seenBytes);

    public bool IsOverLimit => SeenBytes > limitBytes;

    public static OutputPump Start(SafeFileHandle pipe, IOutputSink sink, long limitBytes)
    {
        var pump = new OutputPump(pipe, sink, limitBytes);
        new Thread(pump.Run) { IsBackground = true, Name = "output" }.Start();
        return pump;
    }

    /// <summary>The sink gets nothing any more once this has returned.</summary>
    public async Task StopAsync()
    {
        abandoned = true;
        await Finished;
    }

    public void Dispose() => pipe.Dispose();

    private void Run()
    {
        try
        {
            CarryAll();
            finished.SetResult();
        }
#pragma warning disable CA1031 // whatever the sink throws belongs to whoever awaits this run, not to this thread
        catch (Exception exception)
#pragma warning restore CA1031
        {
            finished.SetException(exception);
        }
    }

    private void CarryAll()
    {
        var buffer = new byte[BufferBytes];
        while (!abandoned)
        {
            if (!Libc.IsReadableWithin(pipe, LooksUpEvery))
                continue;

            var count = Libc.Read(pipe, buffer);
            if (count == 0)
                return;

            Carry(buffer.AsSpan(0, count));
        }
    }

    // What is beyond the limit is read and dropped: a program that blocks on a full pipe could not end itself.
    private void Carry(ReadOnlySpan<byte> bytes)
    {
        var room = Math.Clamp(limitBytes - seenBytes, 0, bytes.Length);
        if (room > 0)
            sink.Write(bytes[..(int)room]);

        Interlocked.Add(ref seenBytes, bytes.Length);
    }
}
