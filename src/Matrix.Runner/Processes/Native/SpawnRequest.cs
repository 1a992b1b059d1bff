using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;

namespace Matrix.Runner.Processes.Native;

/// <param name="Path">The file itself; nothing is searched.</param>
/// <param name="Arguments">The name of the program first.</param>
/// <param name="Environment">As <c>NAME=value</c>.</param>
/// <param name="Output">Takes standard output and standard error.</param>
internal sealed record SpawnRequest(
    string Path, ImmutableArray<string> Arguments, ImmutableArray<string> Environment, string WorkingDirectory, SafeFileHandle Output);

/// <param name="reason">In words, as it stands in the results.</param>
internal sealed class NotStartedException(string reason) : Exception(reason);
