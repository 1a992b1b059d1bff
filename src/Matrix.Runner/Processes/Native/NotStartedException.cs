namespace Matrix.Runner.Processes.Native;

/// <param name="reason">In words, as it stands in the results.</param>
internal sealed class NotStartedException(string reason) : Exception(reason);
