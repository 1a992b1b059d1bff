using System.Text;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Legs;

/// <summary>Reads what a leg is judged by again, from what it left in the results directory: nothing is built or run.</summary>
internal sealed class StoredLegs(ResultsReader results, RuleSet rules)
{
    public IEnumerable<LegResult> Legs => results.Legs();

    public LegEvidence Read(LegResult leg)
    {
        List<TestResult> tests = [.. results.Tests(leg)];
        var findings = new LegFindings(rules);
        foreach (var phase in leg.Phases.Where(phase => !phase.Phase.RunsTests()))
            ReadBuild(phase, findings);
        foreach (var phase in leg.Phases.Where(phase => phase.Phase.RunsTests()))
            ReadTests(phase, tests, findings);

        findings.Conclude(LegContext.Of(leg.Phases, tests, results.Manifest.Toolchain));
        var outcome = LegOutcomes.Of(leg.Phases, tests, leg.Units, leg.Contradictions, findings.Observations, leg.Unbuilt);
        return new LegEvidence(leg with { Observations = findings.Observations, Outcome = outcome }, tests, findings);
    }

    private void ReadBuild(PhaseResult phase, LegFindings findings)
    {
        var message = new StringBuilder();
        var messages = new Queue<PackageMessage>(phase.Messages);
        foreach (var (index, line) in results.LogBytes(phase.Log).Index())
        {
            var at = new LogPlace(phase.Log, index + 1);
            if (messages.TryPeek(out var current) && at.Line >= current.First)
                ReadMessage(line, at, current, message, phase, findings);
            else if (!line.AsSpan().StartsWith(CargoOutput.Running) && !IsOwnWord(line))
                findings.OnBuildLine(phase.Phase, line, at, package: null);
            else if (line.AsSpan().StartsWith("==> "u8) && !phase.Passed)
                findings.AddError(new BuildError(phase.Phase, new Evidence(at.Log, at.Line, Encoding.UTF8.GetString(line))));

            if (current is not null && at.Line >= current.Last)
            {
                findings.Ledger.OnDiagnostic(message.ToString(), current.Package);
                findings.AddMessage(phase.Phase, messages.Dequeue());
                message.Clear();
            }
        }
    }

    private static void ReadMessage(
        byte[] line, LogPlace at, PackageMessage message, StringBuilder rendered, PhaseResult phase, LegFindings findings)
    {
        var text = Encoding.UTF8.GetString(line);
        rendered.Append(text).Append('\n');
        if (!CargoOutput.IsQuotedSource(text))
            findings.OnBuildLine(phase.Phase, line, at, message.Package);
    }

    // The command, and how it ended; what the tool found out itself means something.
    private static bool IsOwnWord(byte[] line) =>
        line.AsSpan().StartsWith("$ "u8) || (line.AsSpan().StartsWith("==> "u8) && !line.AsSpan().StartsWith(CargoOutput.Found));

    private void ReadTests(PhaseResult phase, List<TestResult> tests, LegFindings findings)
    {
        var owners = new Queue<(LogSpan Span, TestId Test)>(tests
            .SelectMany(test => (test.Output ?? []).Where(span => span.Log == phase.Log).Select(span => (span, test.Id)))
            .OrderBy(owned => owned.span.First));
        var ends = tests.Where(test => test.End?.Log == phase.Log).ToLookup(test => test.End!.Line, test => test.Id);
        foreach (var (index, line) in results.LogBytes(phase.Log).Index())
        {
            var at = new LogPlace(phase.Log, index + 1);
            while (owners.TryPeek(out var over) && over.Span.Last < at.Line)
                owners.Dequeue();

            if (owners.TryPeek(out var owner) && owner.Span.First <= at.Line)
                findings.OnTestLine(phase.Phase, line, at, owner.Test);
            else if (!line.AsSpan().StartsWith("==> "u8))
                findings.OnTestLine(phase.Phase, line, at, test: null);

            foreach (var test in ends[at.Line])
                findings.TraceOf(test).End = new Evidence(at.Log, at.Line, LineText.Printable(Encoding.UTF8.GetString(line)));
        }
    }
}
