using Matrix.Results;
using Matrix.Runner.Events;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Progress;

/// <summary>
/// For the log of GitHub Actions: what needs a look as annotations, everything else in groups by verdict at the end. Foreign text is
/// escaped, so that no crate can give a workflow command.
/// </summary>
internal sealed class ActionsProgress(TextWriter output) : IProgressOutput
{
    private readonly Lock gate = new();
    private readonly SweepState state = new(TimeProvider.System);
    private readonly List<Verdict> verdicts = [];

    public void Report(SweepEvent happened)
    {
        lock (gate)
        {
            state.Apply(happened);
            if (happened is SweepEvent.CrateFinished { Verdict: var verdict })
            {
                verdicts.Add(verdict);
                output.WriteLine(Line($"[{state.Done}/{state.Total}] {WireName.Of(verdict.Kind)} {verdict.Crate}"));
                if (SweepSummary.IsUnexpectedRegression(verdict))
                    output.WriteLine($"::warning title={Property(verdict.Crate)}::{Data(VerdictLine.Causes(verdict) + verdict.Reason)}");
            }
            else if (happened is SweepEvent.Finished)
            {
                WriteGroups();
            }
            else if (happened is SweepEvent.ListReviewed reviewed)
            {
                Write(reviewed);
            }
            else
            {
                WriteMeasured(happened);
            }
        }
    }

    public void Dispose() => output.Flush();

    private void WriteGroups()
    {
        foreach (var group in verdicts.GroupBy(verdict => verdict.Kind).OrderBy(group => group.Key))
        {
            output.WriteLine($"::group::{WireName.Of(group.Key)} ({group.Count()})");
            foreach (var verdict in group)
                output.WriteLine(Line(VerdictLine.Of(verdict)));
            output.WriteLine("::endgroup::");
        }
    }

    private void WriteMeasured(SweepEvent happened)
    {
        if (happened is SweepEvent.MeasuringStarted started)
            output.WriteLine(Line(SpeedLines.Of(started)));
        if (happened is SweepEvent.CrateMeasured measured)
            output.WriteLine(Line($"[{state.Done}/{state.Total}] {SpeedLines.Of(measured.Speed)}"));
        if (happened is not SweepEvent.MeasuringFinished finished)
            return;

        string[] lines = [.. SpeedLines.Of(finished.Summary)];
        output.WriteLine(Line(lines[0]));
        foreach (var warning in lines.Skip(1))
            output.WriteLine($"::warning title=speed::{Data(warning["WARNING: ".Length..])}");
    }

    private void Write(SweepEvent.ListReviewed reviewed)
    {
        var file = reviewed.Review.List.Shown;
        foreach (var mismatch in reviewed.Review.Mismatches.Where(ReviewLines.IsShown))
            output.WriteLine($"::warning file={Property(file)},line={mismatch.Line},title={Property(mismatch.Crate.Name.Value)}::{Data(ReviewLines.Brief(mismatch))}");

        foreach (var line in ReviewLines.Of(reviewed))
            output.WriteLine(OutsideCommands(line));
    }

    // The edit shows the list's own lines, which may look like commands.
    private static string OutsideCommands(string line) => Line(line.TrimStart().StartsWith("::", StringComparison.Ordinal) ? $"\uFFFD{line}" : line);

    // A command is a line that begins with ::, which none of ours does, or, the old way, one that has ##[ anywhere:
    // https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
    private static string Line(string text) => LineText.Printable(text).Replace("##[", "##\uFFFD[");

    // https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    private static string Data(string text) => LineText.Printable(text).Replace("%", "%25");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
}
