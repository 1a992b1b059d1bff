using Matrix.Report.Issues.Text;
using Matrix.Report.Pages;
using Matrix.Report.Rendering;

namespace Matrix.Report.Issues.Plan;

/// <summary>Puts together what writes the texts.</summary>
internal sealed class IssueTexts(Templates templates, Redaction redaction)
{
    public PlanMaker MakerOf(PlanFacts facts, IssuePolicy policy)
    {
        var (bodies, links) = Bodies(facts, policy);
        return new PlanMaker(
            facts,
            policy,
            new CauseSteps(facts, policy, bodies, new NotificationText(facts.Sweep, redaction)),
            new OverviewSteps(new OverviewBodies(templates, links, facts.Sweep, facts.History)));
    }

    public void WriteDrafts(PlanFacts facts, IssuePolicy policy, string folder) =>
        new UpstreamDrafts(templates, policy, redaction).Write(facts, folder);

    private (CauseBody Causes, ReportLinks Links) Bodies(PlanFacts facts, IssuePolicy policy)
    {
        var links = new ReportLinks(policy.Report, new CrateSlugs(facts.Sweep.Crates));
        return (new CauseBody(templates, links, policy, redaction), links);
    }
}
