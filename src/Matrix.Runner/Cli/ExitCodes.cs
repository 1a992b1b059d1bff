using Matrix.Results;
using Matrix.Results.Storage;

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
            return await TellAsync(error);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("cancelled");
            return (int)ExitCode.Cancelled;
        }
        catch (IOException error) when (StorageTrouble.IsOf(error))
        {
            return await TellAsync(StorageTrouble.Stops(error));
        }
#pragma warning disable CA1031 // The last resort: whatever comes here is a bug, and is told as one.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"bug: {error}");
            return (int)ExitCode.Bug;
        }
    }

    private static async Task<int> TellAsync(MatrixException error)
    {
        await Console.Error.WriteLineAsync($"error: {error.Message}\n  hint: {error.Hint}");
        return (int)error.ExitCode;
    }
}
