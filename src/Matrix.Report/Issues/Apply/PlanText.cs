using Matrix.Report.Escaping;
using Matrix.Report.Formatting;
using Matrix.Report.Issues.Plan;

namespace Matrix.Report.Issues.Apply;

/// <summary>A plan in full, for who wants to read it before it is done: every title, text, label and change of state.</summary>
internal static class PlanText
{
    public static void Write(IssuePlan plan, TextWriter output)
    {
        foreach (var line in Lines(plan))
            output.WriteLine(VisibleText.Of(line));
    }

    /// <summary>In one line.</summary>
    public static string Summary(IssuePlan plan)
    {
        var opened = plan.Steps.Count(step => step.Number is null);
        string[] parts =
        [
            .. Part(opened, "issue", "opened"),
            .. Part(plan.Steps.Count(step => step.State == StateChange.Reopen), "issue", "opened again"),
            .. Part(plan.Steps.Count(step => step.State == StateChange.CloseCompleted), "issue", "closed"),
            .. Part(plan.Steps.Count(step => step.Number is not null && step.State is null), "issue", "updated"),
            .. Part(plan.Steps.Sum(step => step.Comments.Length), "comment", "written"),
            .. Part(plan.Labels.Length, "label", "made or mended"),
        ];
        return parts.Length == 0 ? $"nothing to do: {Words.Count(plan.Unchanged, "issue")} {(plan.Unchanged == 1 ? "is" : "are")} as they should be" : string.Join(", ", parts);
    }

    private static IEnumerable<string> Part(int count, string noun, string done) => count == 0 ? [] : [$"{Words.Count(count, noun)} {done}"];

    private static IEnumerable<string> Lines(IssuePlan plan) =>
    [
        .. plan.Stopped is { } reason ? [$"STOPPED: {reason}. Nothing is written; what would be:", ""] : Array.Empty<string>(),
        .. plan.Labels.Select(Line),
        .. plan.Labels.IsEmpty ? Array.Empty<string>() : [""],
        .. plan.Steps.SelectMany(Lines),
        .. Section("Not opened yet", plan.Waiting),
        .. Section("Left for the next run, since this one may write no more", plan.Postponed),
        .. Section("Left alone", plan.LeftAlone),
        Summary(plan),
    ];

    private static string Line(LabelStep step) => step.Before is null
        ? $"+ label {step.After.Name}  #{step.After.Colour}  {step.After.Description}"
        : $"~ label {step.After.Name}  #{step.Before.Colour} → #{step.After.Colour}  {step.Before.Description} → {step.After.Description}";

    private static IEnumerable<string> Lines(IssueStep step)
    {
        yield return $"{Verb(step)} {(step.Number is { } number ? $"#{number} " : "")}{step.Title}";
        yield return $"  why: {step.Why}";
        if (!step.AddLabels.IsEmpty || !step.RemoveLabels.IsEmpty)
            yield return $"  labels: {string.Join(' ', step.AddLabels.Select(label => $"+{label}").Concat(step.RemoveLabels.Select(label => $"-{label}")))}";
        foreach (var comment in step.Comments)
            yield return $"  comment: {comment.Text}";
        foreach (var line in LineDiff.Of(step.BodyBefore, step.BodyAfter))
            yield return $"  {line}";
        yield return "";
    }

    private static string Verb(IssueStep step) => step switch
    {
        { Number: null } => "OPEN",
        { State: StateChange.Reopen } => "REOPEN",
        { State: StateChange.CloseCompleted } => "CLOSE",
        _ => "UPDATE",
    };

    private static IEnumerable<string> Section(string title, IReadOnlyCollection<Remark> remarks) => remarks.Count == 0
        ? []
        : [$"{title}:", .. remarks.Select(remark => $"  {remark.What}: {remark.Why}"), ""];
}
