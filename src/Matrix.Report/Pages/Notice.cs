namespace Matrix.Report.Pages;

/// <summary>What a reader has to know before believing a number.</summary>
/// <param name="Urgent">It weakens every number on the page.</param>
internal sealed record Notice(bool Urgent, string Title, IReadOnlyList<string> Lines);
