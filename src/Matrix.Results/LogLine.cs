namespace Matrix.Results;

/// <summary>A place in a log.</summary>
/// <param name="Log">Path relative to the results directory, as it is on disk (with <c>.gz</c>).</param>
/// <param name="Line">From 1.</param>
public sealed record LogLine(string Log, int Line);
