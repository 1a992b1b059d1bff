using Matrix.Report.Goals;

namespace Matrix.Report.Issues.Text;

/// <summary>A cause as the overviews list it, after this run.</summary>
/// <param name="Number">Null: it has no issue yet.</param>
/// <param name="Crates">That fail for it now.</param>
/// <param name="Alone">Those of them that fail for nothing else.</param>
internal sealed record CauseLine(int? Number, string Title, Goal Goal, CauseLineState State, int Crates, int Alone);

internal enum CauseLineState
{
    Open,
    Closed,

    /// <summary>This run opens its issue.</summary>
    Opening,

    /// <summary>It has no issue yet.</summary>
    Waiting,
}
