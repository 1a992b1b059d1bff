using System.Collections.Immutable;

namespace Matrix.Runner.Units;

/// <summary>A call of rustc, as cargo made it: anybody in a leg can make one, so nothing in it is to be believed.</summary>
internal sealed record RelayCall(string WorkingDirectory, ImmutableArray<string> Arguments, ImmutableSortedDictionary<string, string> Environment);

/// <summary>What the relay is to put where the call wanted it, and to print.</summary>
/// <param name="Folder">Where the call wanted its files.</param>
/// <param name="Files">Name → file to copy.</param>
/// <param name="Texts">Name → content.</param>
/// <param name="Printed">For standard error.</param>
internal sealed record RelayAnswer(
    string Folder, ImmutableSortedDictionary<string, string> Files, ImmutableSortedDictionary<string, string> Texts, string Printed);
