using System.CommandLine;
using System.CommandLine.Invocation;
using System.Diagnostics.CodeAnalysis;
using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Terminal;

/// <summary>The rim of both programs: every end of a command becomes an exit code, every expected error two lines on standard error.</summary>
public static class CommandHost
{
    /// <summary>Runs what a command line asks for.</summary>
    /// <param name="grace">How long after Ctrl+C a command may still take.</param>
    /// <returns>The exit code, as README lists them.</returns>
    public static async Task<int> InvokeAsync(ParseResult parsed, TimeSpan grace, TextWriter output, TextWriter errors)
    {
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = grace,
            Output = output,
            Error = errors,
        };
        var ended = await parsed.InvokeAsync(configuration);
        return parsed.Action is ParseErrorAction ? (int)ExitCode.Usage : ended;
    }

    /// <summary>What a command does, with all its ends.</summary>
    public static void Runs(this Command command, Func<ParseResult, CancellationToken, Task<ExitCode>> run) =>
        command.SetAction((parsed, cancellation) => EndAsync(() => run(parsed, cancellation), parsed.InvocationConfiguration.Error, cancellation));

    /// <summary>As <see cref="Runs(Command, Func{ParseResult, CancellationToken, Task{ExitCode}})"/>, for what is done on one thread.</summary>
    public static void Runs(this Command command, Func<ParseResult, CancellationToken, ExitCode> run) =>
        // On a thread of its own: Ctrl+C is only listened to once this call has returned.
        command.Runs((parsed, cancellation) => Task.Run(() => run(parsed, cancellation), cancellation));

    [SuppressMessage("Design", "CA1031", Justification = "the last resort: what comes here is a bug, and is shown as one")]
    public static async Task<int> EndAsync(Func<Task<ExitCode>> command, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            return (int)await command();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await errors.WriteLineAsync("cancelled");
            return (int)ExitCode.Cancelled;
        }
        catch (Exception error) when (Expected(error) is { } expected)
        {
            await errors.WriteLineAsync($"error: {expected.Message}");
            await errors.WriteLineAsync($"  hint: {expected.Hint}");
            return (int)expected.ExitCode;
        }
        catch (Exception error)
        {
            await errors.WriteLineAsync($"bug: {error}");
            return (int)ExitCode.Bug;
        }
    }

    // What several threads met comes as one; a disk that is full is nobody's bug, wherever it shows.
    private static MatrixException? Expected(Exception error) => error switch
    {
        MatrixException expected => expected,
        AggregateException several => several.Flatten().InnerExceptions.Select(Expected).FirstOrDefault(one => one is not null),
        _ when StorageTrouble.IsOf(error) => StorageTrouble.Stops(error),
        _ => null,
    };
}
