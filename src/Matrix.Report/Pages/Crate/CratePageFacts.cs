using Matrix.Report.Causes;
using Matrix.Report.History;

namespace Matrix.Report.Pages.Crate;

/// <summary>What a crate's page says beside the crate's own results.</summary>
internal sealed record CratePageFacts(SweepHistory History, CauseRanking Causes, CrateSlugs Slugs);
