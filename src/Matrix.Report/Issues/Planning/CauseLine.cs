using Matrix.Report.Goals;

namespace Matrix.Report.Issues.Planning;

/// <summary>An issue of a cause as the overviews list it.</summary>
/// <param name="Number">Null: it is about to be opened.</param>
/// <param name="IsOpen">After this run.</param>
/// <param name="Crates">That fail for it now.</param>
internal sealed record CauseLine(int? Number, string Title, Goal Goal, bool IsOpen, int Crates);
