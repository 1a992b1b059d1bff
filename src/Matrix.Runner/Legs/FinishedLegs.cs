using Matrix.Results;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>Legs that an earlier, interrupted start of the sweep had finished, so that they are not run again.</summary>
internal sealed class FinishedLegs(StoredLegs? earlier, Toolchain toolchain)
{
    private readonly Dictionary<(string Crate, LegName Leg), LegResult> legs = (earlier?.Legs ?? [])
        .Where(leg => leg.Attempt == 1)
        .GroupBy(leg => (leg.Crate, leg.Leg))
        .ToDictionary(group => group.Key, group => group.Last());

    /// <summary>Null where it has to run: it never did, or its folders are gone, so that nothing of it could be repeated.</summary>
    public FinishedLeg? Find(LegRequest request)
    {
        if (earlier is null || !request.Directories.Exists || !legs.TryGetValue((request.Crate.Name.Value, request.Leg), out var result))
            return null;

        var evidence = earlier.Read(result);
        List<TestTarget> targets = [.. Targets(request, result, evidence.Findings)];
        evidence.Findings.ReadExecutables(targets);
        return new FinishedLeg(request, targets, evidence.Result, evidence.Tests, evidence.Findings);
    }

    private IEnumerable<TestTarget> Targets(LegRequest request, LegResult result, LegFindings findings)
    {
        var calls = TestTargets.Executables(request.Directories, toolchain, findings)
            .Concat(TestTargets.Doctests(request.Directories, toolchain))
            .ToList();
        return result.Targets.SelectMany(target => calls
            .Where(call => target.Command.Take(call.Command.CommandLine.Length).SequenceEqual(call.Command.CommandLine))
            .Take(1)
            .Select(call => call with { Name = target.Name, Harness = target.Harness }));
    }
}
