namespace Matrix.Bench.Issues;

/// <summary>What bringing the issues up to date with one sweep cost.</summary>
/// <param name="Week">From 0.</param>
/// <param name="Time">That was waited to keep GitHub's pace; round trips come on top.</param>
internal sealed record RunCost(int Week, Calls Calls, RepositoryChange Change, CallBound Bound, TimeSpan Time)
{
    // A write a second, and 500 an hour: above that, the rest of the hour is waited for.
    private const int WritesAnHour = 500;

    /// <summary>A write a second as long as the hour's writes are not used up.</summary>
    public bool IsBounded => Bound.Holds(Calls) && (Calls.Writes > WritesAnHour || Time <= TimeSpan.FromSeconds(Calls.Writes));

    public override string ToString() =>
        $"week {Week + 1}: lists {Calls.Lists} of {Bound.Lists}, reads {Calls.Reads} of {Bound.Reads}, writes {Calls.Writes} of {Bound.Writes}, {Time.TotalSeconds:0} s; {Change}";
}
