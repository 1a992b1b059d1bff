using Matrix.Report.Escaping;

namespace Matrix.Report.Issues.Text;

/// <summary>What <c>issue-upstream.md.sbn</c> shows: what the backend's maintainers ask of a report.</summary>
/// <param name="Title">A YAML scalar.</param>
/// <param name="Package">The dependency at fault; empty: the crate itself.</param>
/// <param name="Test">Empty: a build fails.</param>
/// <param name="Commands">A block.</param>
/// <param name="Output">A block.</param>
/// <param name="Versions">A block.</param>
/// <param name="Tracked">Empty: nowhere that is known.</param>
internal sealed record DraftPage(
    Markdown Repository, Markdown Title, Markdown Labels, string Crate, string Package, string Test, string Crates, string Platforms,
    Markdown Commands, string Lead, Markdown Output, Markdown Versions, string Cpu, string Os, Markdown Tracked);
