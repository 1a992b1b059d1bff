namespace Matrix.Report.Formatting;

internal sealed record LegRow(string Name, string Outcome, string Tests, string Units, IReadOnlyList<PhaseItem> Phases, IReadOnlyList<string> Notes);

/// <param name="Link">To the log's page; null where the phase passed.</param>
internal sealed record PhaseItem(string Text, string? Link);
