using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Planning;

namespace Matrix.Runner;

/// <summary>A list, divided among platforms and machines by what its crates are expected to take.</summary>
internal static class PlanRun
{
    /// <exception cref="MatrixException">matrix.yaml names no platform, or the list has no crate.</exception>
    public static Plan Execute(PlanRequest request, MeasuredCosts measured)
    {
        if (request.Config.Platforms.IsEmpty)
            throw new MatrixException(ExitCode.Usage, "no platform is named under 'platforms' in matrix.yaml", "the matrix.yaml that comes with the tool shows how");

        if (request.List.Crates.IsEmpty)
            throw new MatrixException(ExitCode.Usage, $"{request.List.Path} has no crates", "name another list with --list");

        var seconds = measured.Of([.. request.List.Crates.Select(crate => crate.Name.Value)]);
        var platforms = request.Config.Platforms
            .AsParallel().AsOrdered()
            .Select(budget => (Budget: budget, Planned: Planned(request, budget, new CostEstimates(request.List.Crates, seconds, budget.Platform))))
            .ToList();
        return new Plan
        {
            Date = request.Date,
            List = new PlannedList(Path.GetFileName(request.List.Path), request.List.Sha256, request.List.Crates.Length),
            Platforms = [.. platforms.Select(platform => platform.Planned)],
            Warnings = [.. platforms.SelectMany(platform => Budget.Excess(platform.Planned, platform.Budget))],
        };
    }

    private static PlannedPlatform Planned(PlanRequest request, PlatformBudget budget, CostEstimates costs)
    {
        var due = new List<(string Crate, double Seconds)>();
        var origins = new SortedDictionary<CostOrigin, int>();
        var left = new SortedDictionary<Absence, List<string>>();
        foreach (var (position, crate) in request.List.Crates.Index())
        {
            if (Rotation.WhyNot(crate, budget, request.Date) is { } absence)
            {
                if (!left.TryGetValue(absence, out var alike))
                    left.Add(absence, alike = []);

                alike.Add(crate.Name.Value);
                continue;
            }

            var cost = costs.Of(position);
            origins[cost.Origin] = origins.GetValueOrDefault(cost.Origin) + 1;
            due.Add((crate.Name.Value, cost.Seconds));
        }

        var shards = Math.Min(Math.Min(request.Shards ?? budget.Shards, budget.Shards), due.Count);
        return new PlannedPlatform(budget.Platform, budget.Runner, (int)budget.Time.TotalMinutes)
        {
            Shards = [.. Balance.Divide(due, shards).Select(crates => Shard(crates, budget))],
            LeftOut = [.. left.Select(pair => new LeftOut(pair.Key.Words(budget.Platform, request.Date), pair.Value))],
            Costs = origins.ToDictionary(pair => WireName.Of(pair.Key), pair => pair.Value),
        };
    }

    // Several crates at a time share a machine, and the longest ends no sooner than it does alone.
    private static PlannedShard Shard(IReadOnlyList<(string Crate, double Seconds)> crates, PlatformBudget budget)
    {
        var seconds = budget.Setup.TotalSeconds + Math.Max(crates.Sum(crate => crate.Seconds) / budget.Jobs, crates.Max(crate => crate.Seconds));
        return new PlannedShard(Math.Round(seconds, 1), [.. crates.Select(crate => crate.Crate)]);
    }
}
