using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Planning;

/// <param name="Shards">Of each platform, at most; null: as many as matrix.yaml lets it have.</param>
internal sealed record PlanRequest(MatrixConfig Config, CratesList List, DateOnly Date, int? Shards);
