using Polly;
using Polly.Retry;

namespace Matrix.Report.Issues.GitHub;

/// <summary>Sends again what is worth it: after a limit as often as patience allows, after trouble a few times.</summary>
internal sealed class Persistence
{
    private const int Times = 4;

    private readonly Patience patience;
    private readonly TimeProvider time;
    private readonly ResiliencePipeline<Attempt> pipeline;

    public Persistence(Patience patience, TimeProvider time)
    {
        (this.patience, this.time) = (patience, time);
        pipeline = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }.AddRetry(AfterLimits()).AddRetry(AfterTrouble()).Build();
    }

    public ValueTask<Attempt> ExecuteAsync(Func<CancellationToken, ValueTask<Attempt>> send, CancellationToken cancellation) =>
        pipeline.ExecuteAsync(send, cancellation);

    private RetryStrategyOptions<Attempt> AfterLimits() => new()
    {
        MaxRetryAttempts = int.MaxValue,
        ShouldHandle = arguments => ValueTask.FromResult(LimitOf(arguments.Outcome, arguments.AttemptNumber) is { } limit && patience.Allows(limit.Wait)),
        DelayGenerator = arguments => ValueTask.FromResult(LimitOf(arguments.Outcome, arguments.AttemptNumber)?.Wait),
        OnRetry = arguments =>
        {
            patience.Spend($"GitHub's {LimitOf(arguments.Outcome, arguments.AttemptNumber)?.Name} is reached", arguments.RetryDelay);
            return ValueTask.CompletedTask;
        },
    };

    // Twice as long each time, and exactly so: nobody else sends at the same time as we do.
    private RetryStrategyOptions<Attempt> AfterTrouble() => new()
    {
        MaxRetryAttempts = Times,
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { MayBeRepeated: true } && patience.Allows(Pause(arguments.AttemptNumber))),
        DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Pause(arguments.AttemptNumber)),
        OnRetry = arguments =>
        {
            patience.Spend(Trouble(arguments.Outcome.Result!), arguments.RetryDelay);
            return ValueTask.CompletedTask;
        },
    };

    private static TimeSpan Pause(int before) => TimeSpan.FromSeconds(2 * Math.Pow(2, before));

    private static string Trouble(Attempt attempt) => attempt switch
    {
        Attempt.Answered { Answer: var answer } => $"{attempt.Request}: GitHub answered {(int)answer.Status}",
        Attempt.Failed { Reason: var reason } => $"{attempt.Request}: {reason}",
        _ => throw new InvalidOperationException(),
    };

    private RateLimit? LimitOf(Outcome<Attempt> outcome, int before) =>
        outcome.Result is Attempt.Answered { Answer: var answer } ? RateLimit.Of(answer, before, time.GetUtcNow()) : null;
}

/// <summary>What came of sending a request once.</summary>
internal abstract record Attempt
{
    private Attempt(GitHubRequest request) => Request = request;

    public GitHubRequest Request { get; }

    /// <summary>Whether it is worth sending again, and safe.</summary>
    public abstract bool MayBeRepeated { get; }

    public sealed record Answered(GitHubRequest Request, GitHubAnswer Answer) : Attempt(Request)
    {
        public override bool MayBeRepeated => Answer.IsServersFault && Request.IsRepeatable;
    }

    /// <param name="WasSent">Whether GitHub may have got it.</param>
    public sealed record Failed(GitHubRequest Request, string Reason, bool WasSent) : Attempt(Request)
    {
        public override bool MayBeRepeated => Request.IsRepeatable || !WasSent;
    }
}
