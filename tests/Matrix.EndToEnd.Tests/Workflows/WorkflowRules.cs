using System.Text.RegularExpressions;
using Matrix.Yaml;

namespace Matrix.EndToEnd.Tests.Workflows;

/// <summary>What a workflow that starts foreign code must not do; each fault in words.</summary>
internal static partial class WorkflowRules
{
    // Who may write what, and nobody else anything.
    private static readonly string[] Writers =
    [
        "sweep.yml pages: pages", "sweep.yml pages: id-token", "sweep.yml history: contents", "sweep.yml issues: issues",
        "list.yml propose: contents", "list.yml propose: pull-requests", "sweep-one.yml answer: pull-requests",
    ];

    // They build nothing foreign.
    private static readonly string[] MayHaveTokens = ["sweep.yml issues", "list.yml update", "list.yml propose", "sweep-one.yml answer"];

    public static IEnumerable<string> Faults(Workflow workflow) =>
    [
        .. Permissions(workflow), .. Tokens(workflow), .. Triggers(workflow), .. Actions(workflow), .. Scripts(workflow), .. Jobs(workflow),
    ];

    private static IEnumerable<string> Permissions(Workflow workflow)
    {
        if (workflow.Root.Find("permissions")?.Value is not YamlNode.Mapping { Pairs.Count: 0 })
            yield return "the workflow's permissions are not {}";

        foreach (var (id, job) in workflow.Jobs)
        {
            if (job.Find("permissions")?.Value is not YamlNode.Mapping permissions)
            {
                yield return $"{id} does not say what it may";
                continue;
            }

            foreach (var permission in permissions.Pairs.Where(pair => ((YamlNode.Scalar)pair.Value).Text == "write" && !Writers.Contains($"{workflow.Name} {id}: {pair.Key}")))
                yield return $"{id} may write {permission.Key}";
        }
    }

    // Jobs that build foreign code have no step that is given a token.
    private static IEnumerable<string> Tokens(Workflow workflow) =>
        from job in workflow.Jobs
        where !MayHaveTokens.Contains($"{workflow.Name} {job.Id}")
        from step in (job.Job.Find("steps")?.Value is YamlNode.Sequence steps ? steps.Items : []).OfType<YamlNode.Mapping>()
        where Workflow.Pairs(step, "env").Any(pair => ((YamlNode.Scalar)pair.Value).Text is var text && (text.Contains("token", StringComparison.OrdinalIgnoreCase) || text.Contains("secrets.", StringComparison.Ordinal)))
        select $"line {step.Line}: a step of {job.Id} is given a token";

    private static IEnumerable<string> Triggers(Workflow workflow)
    {
        if (workflow.Root.Find("on")?.Value is YamlNode.Mapping on && on.Find("pull_request_target") is not null)
            yield return "it runs on pull_request_target: with the rights of the repository, on what anybody sends";
    }

    private static IEnumerable<string> Actions(Workflow workflow)
    {
        foreach (var step in workflow.Steps)
        {
            if (Workflow.Text(step, "uses") is not { } uses)
                continue;

            if (!Pinned.IsMatch(uses))
                yield return $"{uses} is not pinned by a commit";

            if (uses.StartsWith("actions/checkout@", StringComparison.Ordinal) && !KeepsNoToken(step) && !MayPush(workflow, step))
                yield return $"line {step.Line}: a checkout leaves its token behind";
        }
    }

    private static bool KeepsNoToken(YamlNode.Mapping step) =>
        Workflow.Pairs(step, "with").Any(pair => pair.Key == "persist-credentials" && ((YamlNode.Scalar)pair.Value).Text == "false");

    private static bool MayPush(Workflow workflow, YamlNode.Mapping step) =>
        workflow.Jobs.Any(job => Writers.Contains($"{workflow.Name} {job.Id}: contents") && job.Job.Find("steps")?.Value is YamlNode.Sequence steps && steps.Items.Contains(step));

    // What a shell gets through its environment is a value; what is written into a script is a part of it.
    private static IEnumerable<string> Scripts(Workflow workflow) =>
        workflow.Scripts.SelectMany(script => Expression.Matches(script)).Select(match => $"a script has {match.Value} written into it");

    private static IEnumerable<string> Jobs(Workflow workflow)
    {
        foreach (var (id, job) in workflow.Jobs)
        {
            if (Workflow.Text(job, "timeout-minutes") is not { } minutes || int.Parse(minutes) >= 360)
                yield return $"{id} has no time limit below the six hours of a hosted runner";
        }
    }

    [GeneratedRegex(@"^[\w.-]+/[\w./-]+@[0-9a-f]{40}\z")]
    private static partial Regex Pinned { get; }

    [GeneratedRegex(@"\$\{\{.*?\}\}", RegexOptions.Singleline)]
    private static partial Regex Expression { get; }
}
