namespace Matrix.Bench.Issues;

/// <summary>
/// The most that a run may ask of GitHub for what it changes there. All issues and labels are listed once to make the plan, once more where
/// something was written, and once more where something was opened, whose number the overviews then tell. An issue is looked at just before it
/// is written to, and so are the comments of one that gets another.
/// </summary>
internal sealed record CallBound(int Lists, int Reads, int Writes)
{
    /// <param name="pages">Of issues and pull requests, and of labels, after the run.</param>
    public static CallBound Of(RepositoryChange change, int pages)
    {
        var lists = 1 + (change.IsNothing ? 0 : 1) + (change.Opened > 0 ? 1 : 0);
        var again = change.Opened > 0 ? change.Overviews : 0;
        return new CallBound(
            lists,
            (lists * pages) + (change.IsNothing ? 0 : 1) + change.Touched + again + change.CommentPages,
            change.Opened + change.Edited + again + change.Comments + change.Labelled + change.LabelsLost + change.LabelsMade);
    }

    public bool Holds(Calls calls) => calls.Lists <= Lists && calls.Reads <= Reads && calls.Writes <= Writes;
}
