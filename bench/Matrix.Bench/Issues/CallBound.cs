namespace Matrix.Bench.Issues;

/// <summary>
/// The most that a run may ask of GitHub for what it changes there. All issues and labels are listed once to make the plan, once more where
/// something was written, and once more where something was opened, whose number the overviews then tell; the newest issues also just before one is
/// opened, since somebody else may have been quicker. An issue is looked at just before it is written to, and so are the comments of one of
/// which there is news. Of a repository whose list is empty it is asked whether it has none indeed.
/// </summary>
internal sealed record CallBound(int Lists, int Reads, int Writes)
{
    /// <param name="issuePages">Of issues and pull requests, after the run.</param>
    /// <param name="labelPages">Of labels.</param>
    public static CallBound Of(RepositoryChange change, int issuePages, int labelPages)
    {
        var plans = 1 + (change.IsNothing ? 0 : 1) + (change.Opened > 0 ? 1 : 0);
        var again = change.Opened > 0 ? change.Overviews : 0;
        return new CallBound(
            plans + change.Opened,
            (plans * (issuePages + labelPages)) + change.Opened + (change.IsNothing ? 0 : 1) + (change.WasEmpty ? 1 : 0) + change.Touched + again + change.CommentPages,
            change.Opened + change.Edited + again + change.Comments + change.Labelled + change.LabelsLost + change.LabelsMade);
    }

    public bool Holds(Calls calls) => calls.Lists <= Lists && calls.Reads <= Reads && calls.Writes <= Writes;
}
