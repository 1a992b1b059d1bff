namespace Matrix.Runner.Legs.Logs;

/// <summary>A line of a log. Not the record of the contract: one is made for every line, and most lines say nothing.</summary>
/// <param name="Line">From 1.</param>
internal readonly record struct LogPlace(string Log, int Line);
