using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Matrix.Results;

namespace Matrix.Report.Cli;

/// <summary>Where every error ends up: as the lines on standard error and the exit code that README promises.</summary>
internal static class CommandHost
{
    // A log of the largest size is read and written in less.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    [SuppressMessage("Design", "CA1031", Justification = "the last resort: what comes here is a bug, and is shown as one")]
    public static async Task<int> InvokeAsync(ParseResult parsed, TextWriter output, TextWriter errors)
    {
        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = Grace,
                Output = output,
                Error = errors,
            };
            var code = await parsed.InvokeAsync(configuration);
            return parsed.Action is System.CommandLine.Invocation.ParseErrorAction ? (int)ExitCode.Usage : code;
        }
        catch (MatrixException error)
        {
            return await ExplainAsync(error, errors);
        }
        catch (AggregateException error) when (Expected(error) is { } expected)
        {
            return await ExplainAsync(expected, errors);
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Cancelled;
        }
        catch (Exception error)
        {
            await errors.WriteLineAsync(error.ToString());
            return (int)ExitCode.Bug;
        }
    }

    // What several threads met comes as one.
    private static MatrixException? Expected(AggregateException error) => error.Flatten().InnerExceptions.OfType<MatrixException>().FirstOrDefault();

    private static async Task<int> ExplainAsync(MatrixException error, TextWriter errors)
    {
        await errors.WriteLineAsync($"error: {error.Message}");
        await errors.WriteLineAsync($"  hint: {error.Hint}");
        return (int)error.ExitCode;
    }
}
