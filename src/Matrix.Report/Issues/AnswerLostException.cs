using Matrix.Results;

namespace Matrix.Report.Issues;

/// <summary>
/// A write was sent, and nobody knows whether it was done. It is not sent again, since an issue or a comment would be there twice: whoever
/// asked for it can look.
/// </summary>
internal sealed class AnswerLostException(string what, string why)
    : MatrixException(ExitCode.PublishFailed, $"{what}: {why}, so it may have been done or not", "give the same command again: it looks what is there, and does only the rest");
