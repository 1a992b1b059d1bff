namespace Matrix.Results;

/// <summary>An expected error: printed as two lines (what is wrong and where; what to do), with a documented exit code.</summary>
public class MatrixException(ExitCode exitCode, string message, string hint) : Exception(message)
{
    public ExitCode ExitCode { get; } = exitCode;

    public string Hint { get; } = hint;
}
