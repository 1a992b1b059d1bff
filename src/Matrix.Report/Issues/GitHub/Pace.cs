using System.Globalization;
using Matrix.Results;

namespace Matrix.Report.Issues.GitHub;

/// <summary>
/// How fast we write, whatever GitHub would bear: a second between two writes (so never eighty in a minute), and 500 in an hour.
/// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
/// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
/// </summary>
internal sealed class Pace(TimeProvider time, Patience patience)
{
    private const int WritesAnHour = 500;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(1);

    private readonly Queue<long> writes = new();
    private long? last;

    /// <exception cref="MatrixException">The hour's writes are used up, and its end is too far away.</exception>
    public async Task BeforeWriteAsync(CancellationToken cancellation)
    {
        // Not told and not counted as patience: it is not GitHub's wish, and no more than a second.
        if (last is { } previous && BetweenWrites - time.GetElapsedTime(previous) is var pause && pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellation);

        while (writes.TryPeek(out var first) && time.GetElapsedTime(first) >= Hour)
            writes.Dequeue();
        if (writes.Count < WritesAnHour)
            return;

        var wait = Hour - time.GetElapsedTime(writes.Peek());
        if (!patience.Allows(wait))
        {
            throw new MatrixException(
                ExitCode.PublishFailed,
                $"{WritesAnHour} writes within an hour are as many as GitHub bears, and the next may be made in {Patience.InWords(wait)}",
                "give the same command again then: what is done stays done");
        }

        patience.Spend($"{WritesAnHour} writes within an hour are as many as GitHub bears", wait);
        await Task.Delay(wait, time, cancellation);
    }

    /// <summary>Every time a write was sent: one that has to be repeated counts as often.</summary>
    public void Wrote()
    {
        last = time.GetTimestamp();
        writes.Enqueue(last.Value);
    }
}

/// <summary>How much waiting is left for a run, and what is waited for in words.</summary>
internal sealed class Patience(TimeSpan inAll, Action<string> tell)
{
    public TimeSpan Left { get; private set; } = inAll;

    public bool Allows(TimeSpan wait) => wait <= Left;

    public void Spend(string why, TimeSpan wait)
    {
        Left -= wait;
        tell($"{why}: waiting {InWords(wait)}");
    }

    public static string InWords(TimeSpan time) => time < TimeSpan.FromMinutes(2)
        ? $"{Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture)} s"
        : $"{Math.Ceiling(time.TotalMinutes).ToString(CultureInfo.InvariantCulture)} min";
}
