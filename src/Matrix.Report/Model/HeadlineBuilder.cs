using Matrix.Results;

namespace Matrix.Report.Model;

internal static class HeadlineBuilder
{
    public static Headline Build(RunRecords run)
    {
        var works = Count(run, Standing.Works);
        var said = works + Count(run, Standing.Fails);
        return said == 0
            ? new Headline(null, "Nothing can be said of any crate.", Unsaid(run))
            : new Headline(
                $"{works:#,0} of {said:#,0}",
                $"{(said == 1 ? "crate" : "crates")} that can be judged {(works == 1 ? "works" : "work")} with Cranelift ({Words.Share(works, said)}).",
                Unsaid(run));
    }

    private static int Count(RunRecords run, Standing standing) => run.Crates.Count(crate => crate.Verdict.Kind.Standing() == standing);

    private static string Unsaid(RunRecords run)
    {
        var unsaid = Count(run, Standing.Unsaid) + run.WithoutVerdict.Count;
        var all = run.Crates.Count + run.WithoutVerdict.Count;
        return unsaid == 0
            ? ""
            : $"Nothing can be said of {unsaid:#,0} of {Words.Count(all, "crate")} ({Words.Share(unsaid, all)}): {string.Join(", ", Reasons(run))}.";
    }

    private static IEnumerable<string> Reasons(RunRecords run)
    {
        foreach (var kind in VerdictWords.Order.Where(kind => kind.Standing() == Standing.Unsaid))
        {
            var count = run.Crates.Count(crate => crate.Verdict.Kind == kind);
            if (count > 0)
                yield return $"{count:#,0} {WireName.Of(kind)}";
        }

        if (run.WithoutVerdict.Count > 0)
            yield return $"{run.WithoutVerdict.Count:#,0} without a verdict";
    }
}
