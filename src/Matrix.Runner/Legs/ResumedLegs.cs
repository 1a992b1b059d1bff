using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>What an earlier, interrupted start of the sweep had finished of the crates that it did not judge, so that it is not run again.</summary>
internal sealed class ResumedLegs(StoredLegs? earlier, Toolchain toolchain, LegStamp mark)
{
    private readonly Dictionary<(string Crate, LegName Leg, int Attempt), LegResult> legs = (earlier?.Legs ?? [])
        .GroupBy(leg => leg.Crate)
        .SelectMany(EffectiveLegs.Of)
        .ToDictionary(leg => (leg.Crate, leg.Leg, leg.Attempt));

    /// <summary>Null where it has to run: it never did, or its folders are gone or not of that run, so that nothing of it could be repeated.</summary>
    public FinishedLeg? Find(LegRequest request)
    {
        if (Line(request.Crate.Name.Value, request.Leg, attempt: 1) is not { } result
            || !(DidNotBuild(result) || request.Directories.Exists) || !mark.IsOf(request.Directories, result) || TryRead(result) is not { } evidence)
        {
            return null;
        }

        List<TestTarget> targets = DidNotBuild(result) ? [] : [.. Targets(request, result, evidence.Findings)];
        BuiltExecutables.Read(targets, Witnesses.Programs(request.Directories), evidence.Findings.Ledger);
        return new FinishedLeg(request, targets, evidence.Result, evidence.Tests, evidence.Findings);
    }

    // It is built again from nothing, and an interrupted start may have begun to: its folders do not matter.
    private static bool DidNotBuild(LegResult leg) => leg.Outcome is LegOutcome.Failed { Phase: var phase } && !phase.RunsTests();

    /// <summary>A build of this very leg that was repeated; null where it has to be.</summary>
    public LegEvidence? FindRebuild(FinishedLeg of, int attempt) => IsEarlier(of) ? Read(of, of.Request.Leg, attempt) : null;

    /// <summary>A repeat, or the control leg, of this very leg, with all these tests in it; null where it has to run.</summary>
    public LegEvidence? Find(FinishedLeg of, LegName leg, int attempt, IEnumerable<TestId> tests) =>
        IsEarlier(of) && Read(of, leg, attempt) is { } evidence && tests.All(evidence.Tests.Select(test => test.Id).ToHashSet().Contains) ? evidence : null;

    // A leg that has just been run again has no repeats yet, whatever stands in the file.
    private bool IsEarlier(FinishedLeg leg) => Line(leg.Result.Crate, leg.Result.Leg, attempt: 1)?.Start == leg.Result.Start;

    private LegResult? Line(string crate, LegName leg, int attempt) => legs.GetValueOrDefault((crate, leg, attempt));

    private LegEvidence? Read(FinishedLeg of, LegName leg, int attempt) =>
        Line(of.Result.Crate, leg, attempt) is { } result ? TryRead(result) : null;

    private LegEvidence? TryRead(LegResult result)
    {
        try
        {
            return earlier!.Read(result);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or System.Text.Json.JsonException)
        {
            // Its logs were lost with the power, or were written over by a start that did not get far: then it is run again.
            return null;
        }
    }

    private IEnumerable<TestTarget> Targets(LegRequest request, LegResult result, LegFindings findings)
    {
        var targets = new TestTargets(request, toolchain, findings);
        List<TestTarget> calls = [.. targets.Executables(), .. targets.Doctests()];
        return result.Targets.SelectMany(target => calls
            .Where(call => target.Command.Take(call.Command.CommandLine.Length).SequenceEqual(call.Command.CommandLine))
            .Take(1)
            .Select(call => call with { Package = target.Package, Name = target.Name, Harness = target.Harness }));
    }
}

/// <summary>
/// Stands beside a leg's folder, where what runs in it cannot write, and says which run of the leg the folder holds whole. A line of
/// legs.jsonl alone does not: a start that was killed may have begun the leg anew after that line was written.
/// </summary>
/// <param name="boot">Of this machine. What it had built before a power-off need not have come to the disk: nobody waited for that.</param>
internal sealed class LegStamp(string boot)
{
    /// <summary>Before anything in the folder is touched.</summary>
    public static void Remove(LegDirectories directories)
    {
        var mark = PathOf(directories);
        if (File.Exists(mark))
            File.Delete(mark);
    }

    /// <summary>Before the leg's line is written, so that a line without its mark is always of an earlier run.</summary>
    public void Set(LegDirectories directories, LegResult leg) => File.WriteAllText(PathOf(directories), Text(leg));

    public bool IsOf(LegDirectories directories, LegResult leg)
    {
        var mark = PathOf(directories);
        return File.Exists(mark) && File.ReadAllText(mark) == Text(leg);
    }

    private string Text(LegResult leg) => $"{leg.Start.ToString("O", CultureInfo.InvariantCulture)} {boot}\n";

    private static string PathOf(LegDirectories directories) => $"{directories.Root}.finished";
}
