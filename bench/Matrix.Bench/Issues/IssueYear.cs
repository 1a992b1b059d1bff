using Matrix.GitHub.World;
using Matrix.Report.History;
using Matrix.Report.Issues;
using Matrix.Report.Sweeps;

namespace Matrix.Bench.Issues;

/// <summary>How a year is gone through.</summary>
/// <param name="IsTokenKept">The same token all year, as a person has it; else a new one each week, as a workflow is given it.</param>
/// <param name="IsCapped">A run opens and tells no more than it usually may; else all there is, from the first week on.</param>
internal sealed record YearHabit(string Words, bool IsTokenKept, bool IsCapped);

/// <summary>A sweep a week, and what each cost.</summary>
internal sealed class IssueYear(YearOptions options, WeeklySweep sweeps, YearHabit habit)
{
    private static readonly IssuePolicy Usual = IssuePolicy.Default with
    {
        Repositories = [RepositoryName.Parse(SweptRepository.Name)],
        Report = new Uri("https://rust.example/matrix/"),
    };

    private readonly List<RunCost> weeks = [];
    private readonly List<RunCost> again = [];

    public IReadOnlyList<RunCost> Weeks => weeks;

    /// <summary>Each sweep a second time: not where the first may have left something to do.</summary>
    public IReadOnlyList<RunCost> Again => again;

    /// <param name="last">Told before the last week's run, with the token that it will have.</param>
    public async Task GoAsync(SweptRepository repository, Func<GitHubToken, Task> last)
    {
        var token = TokenOf(repository);
        for (var week = 0; week < options.Weeks; week++)
        {
            repository.Clock.Move(sweeps.StartOf(week).AddHours(6) - repository.Clock.GetUtcNow());
            token = habit.IsTokenKept ? token : TokenOf(repository);
            if (week == options.LastWeek)
                await last(token);

            weeks.Add(await repository.ApplyAsync(options.ResultsOf(week), PolicyOf(week), token, week));
            if (!habit.IsCapped)
                again.Add(await repository.ApplyAsync(options.ResultsOf(week), PolicyOf(week), habit.IsTokenKept ? token : TokenOf(repository), week));
            HistoryFolder.Remember(repository.History, SweepReader.ReadVerdicts([options.ResultsOf(week)]));
        }
    }

    private GitHubToken TokenOf(SweptRepository repository) =>
        habit.IsTokenKept ? repository.Server.AddToken() : repository.Server.AddToken(Access.Write, TokenKind.Installation, "github-actions[bot]");

    // Without caps the first week opens what a second would have to confirm, too.
    private IssuePolicy PolicyOf(int week) => habit.IsCapped ? Usual : Usual with
    {
        MostNewIssues = int.MaxValue,
        MostComments = int.MaxValue,
        OpenAfterSweeps = week == 0 ? 1 : Usual.OpenAfterSweeps,
    };
}
