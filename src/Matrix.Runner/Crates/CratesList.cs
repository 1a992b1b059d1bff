using System.Collections.Immutable;

namespace Matrix.Runner.Crates;

/// <param name="Path">Absolute.</param>
/// <param name="Sha256">Of the file's bytes, lower-case hex.</param>
/// <param name="CargoConfig">Absolute path of extra cargo configuration for every leg.</param>
internal sealed record CratesList(string Path, string Sha256, string? CargoConfig, ImmutableArray<CrateEntry> Crates);
