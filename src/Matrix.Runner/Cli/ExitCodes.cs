using Matrix.Results;

namespace Matrix.Runner.Cli;

/// <summary>The rim: every end of a command becomes an exit code, and every expected error two lines.</summary>
internal static class ExitCodes
{
    public static async Task<int> OfAsync(Func<Task<ExitCode>> command, CancellationToken cancellation)
    {
        try
        {
            return (int)await command();
        }
        catch (MatrixException error)
        {
            await Console.Error.WriteLineAsync($"error: {error.Message}\n  hint: {error.Hint}");
            return (int)error.ExitCode;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("cancelled");
            return (int)ExitCode.Cancelled;
        }
        catch (IOException error) when (DiskSpace.IsExhausted(error))
        {
            await Console.Error.WriteLineAsync($"error: the disk is full: {error.Message}\n  hint: make room and go on with --resume");
            return (int)ExitCode.Environment;
        }
#pragma warning disable CA1031 // The last resort: whatever comes here is a bug, and is told as one.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"bug: {error}");
            return (int)ExitCode.Bug;
        }
    }
}
