namespace Matrix.Results;

/// <summary>An expected error: printed as two lines (what is wrong and where; what to do), with a documented exit code.</summary>
public class MatrixException(ExitCode exitCode, string message, string hint) : Exception(message)
{
    public ExitCode ExitCode { get; } = exitCode;

    public string Hint { get; } = hint;
}

/// <summary>Exit codes of every command; README lists them.</summary>
public enum ExitCode
{
    Ok = 0,             // ran, nothing regressed unexpectedly
    Usage = 2,          // options or configuration are wrong
    Regressed = 3,      // ran, something regressed; of `expectations`: the list is not true; of `rules test`: the aims are not met; of `diff`: something is worse
    NothingRan = 4,     // no crate was selected, or none gave a verdict
    Environment = 5,    // a needed program or toolchain is missing, or the disk is full, read-only or broken
    PublishFailed = 6,  // results are fine, publishing was not
    Bug = 70,           // a bug in the tool
    Cancelled = 130,    // Ctrl+C
}
