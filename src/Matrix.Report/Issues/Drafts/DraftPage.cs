namespace Matrix.Report.Issues.Drafts;

/// <summary>What <c>issue-upstream.md.hbs</c> shows: what the backend's maintainers ask of a report.</summary>
/// <param name="Title">A YAML scalar.</param>
/// <param name="Package">The dependency at fault; empty: the crate itself.</param>
/// <param name="Test">Empty: a build fails.</param>
/// <param name="Commands">Markdown: a block.</param>
/// <param name="Output">Markdown: a block.</param>
/// <param name="Versions">Markdown: a block.</param>
/// <param name="Tracked">Markdown; empty: nowhere that is known.</param>
internal sealed record DraftPage(
    string Repository, string Title, string Labels, string Crate, string Package, string Test, string Crates, string Platforms,
    string Commands, string Lead, string Output, string Versions, string Cpu, string Os, string Tracked);
