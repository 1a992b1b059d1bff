namespace Matrix.Results;

/// <summary>A log line that decided a class.</summary>
/// <param name="Log">Path relative to the results directory.</param>
/// <param name="Line">From 1.</param>
/// <param name="Text">The line, cut to 2,000 characters.</param>
public sealed record Evidence(string Log, int Line, string Text);
