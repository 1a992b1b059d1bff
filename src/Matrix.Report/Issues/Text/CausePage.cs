using Matrix.Report.Escaping;

namespace Matrix.Report.Issues.Text;

/// <summary>What <c>issue-cause.md.sbn</c> shows.</summary>
/// <param name="Status">The first line, which changes while the rest stays.</param>
/// <param name="Parts">The causes that share the issue; none where there is only one.</param>
/// <param name="MoreParts">How many are not listed; empty: none.</param>
/// <param name="Needs">What a processor must be able to do to run into it, in a sentence; empty: nobody knows.</param>
/// <param name="InReach">Into which crates it is compiled too that work, in a sentence; empty: none.</param>
/// <param name="More">How many crates the table leaves out; empty: none.</param>
/// <param name="AllCrates">Address of the table of all crates; null: there is no report to link to.</param>
/// <param name="Upstream">Empty: nothing is known.</param>
internal sealed record CausePage(
    Markdown Status,
    Markdown Since,
    string Lead,
    IReadOnlyList<CausePartLine> Parts,
    string MoreParts,
    string Needs,
    IReadOnlyList<CausePlatformRow> Platforms,
    IReadOnlyList<CauseCrateRow> Crates,
    string InReach,
    string More,
    Markdown? AllCrates,
    CauseReproducer Trial,
    Markdown Upstream,
    string Signature,
    Markdown? Report);

/// <param name="Done">It is gone.</param>
internal sealed record CausePartLine(bool Done, string Name, string State);

/// <param name="Made">The date of the compiler's sources.</param>
internal sealed record CausePlatformRow(string Name, int Crates, string Tests, string Rustc, string Made, string Cranelift);

/// <param name="Page">Address of its page; null: there is no report to link to.</param>
/// <param name="Alone">It fails for nothing else.</param>
internal sealed record CauseCrateRow(string Name, Markdown? Page, string Downloads, string Platforms, string Tests, bool Alone);

/// <summary>The quickest way to see a cause.</summary>
/// <param name="Test">Empty: a build fails.</param>
/// <param name="Commands">A block.</param>
/// <param name="HasControls">Some of the evidence is of control legs.</param>
/// <param name="Evidence">A block.</param>
internal sealed record CauseReproducer(
    string Crate, string Platform, string Test, string Lead, Markdown Commands, Markdown? Page, string Rule, string Confidence, bool HasControls, Markdown Evidence);

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
