using System.Text;
using Matrix.Results;
using Matrix.Runner.Classification;

namespace Matrix.Runner.Legs;

/// <summary>Reads the findings of a leg again from what it left in the results directory.</summary>
internal static class StoredFindings
{
    public static LegFindings Read(LegResult leg, ResultsReader results)
    {
        var findings = new LegFindings();
        foreach (var observation in leg.Observations)
            findings.Add(observation);
        foreach (var phase in leg.Phases.Where(phase => phase.Phase < Phase.Test))
            ReadBuild(phase, results, findings);
        return findings;
    }

    private static void ReadBuild(PhaseResult phase, ResultsReader results, LegFindings findings)
    {
        var warning = "";
        foreach (var (index, line) in results.LogLines(phase.Log).Index())
        {
            var evidence = new Evidence(phase.Log, index + 1, LineScanner.Printable(line));
            if (line.StartsWith("error", StringComparison.Ordinal) || (line.StartsWith("==> ", StringComparison.Ordinal) && !phase.Passed))
                findings.AddError(phase.Phase, evidence);
            if (!CargoOutput.IsQuotedSource(line) && LineScanner.Scan(Encoding.UTF8.GetBytes(line), phase.Phase) is { Site: { } site })
                findings.AddBuildPanic(phase.Phase, site, evidence);

            // The line after a message without a place names the package: see CargoOutput.
            if (line.StartsWith(CargoOutput.WhileCompiling, StringComparison.Ordinal))
                findings.Ledger.OnDiagnostic(warning, line[CargoOutput.WhileCompiling.Length..]);
            warning = line;
        }
    }
}
