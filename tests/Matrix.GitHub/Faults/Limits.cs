using Matrix.GitHub.Answering;
using Matrix.GitHub.World;

namespace Matrix.GitHub.Faults;

/// <summary>
/// How much may be asked for: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api. Whoever goes on while they are
/// told to wait is seen: a test looks at <see cref="Ignored"/>.
/// </summary>
internal sealed class Limits(TimeProvider time)
{
    private const int WritesAMinute = 80;
    private const int WritesAnHour = 500;
    private const string Secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    private const string AboutLimits = "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";

    private readonly List<DateTimeOffset> writes = [];
    private DateTimeOffset blockedUntil;
    private bool tells;

    /// <summary>Requests that came although their limit had been told and was not over.</summary>
    public int Ignored { get; private set; }

    public void Begin(Fault fault, GitHubToken token)
    {
        var until = time.GetUtcNow() + fault.Wait;
        if (fault.Kind == FaultKind.PrimaryLimit)
            token.Exhaust(until);
        else
            (blockedUntil, tells) = (until, fault.Kind == FaultKind.SecondaryLimit);
    }

    public Answer? Refusal(Call call, GitHubToken token, bool isNew)
    {
        var now = time.GetUtcNow();
        token.Turn(now);
        if (TooManyWrites(call, now))
            (blockedUntil, tells) = (now + TimeSpan.FromMinutes(1), true);
        var answer = now < blockedUntil ? Blocked(blockedUntil - now)
            : token.IsExhausted && call.Path != "/rate_limit" ? Answer.Error(403, $"API rate limit exceeded for {Who(token)}.", AboutLimits)
            : null;
        if (answer is not null && !isNew)
            Ignored++;
        return answer;
    }

    private static string Who(GitHubToken token) => token.Login.Length == 0 ? "127.0.0.1" : $"user ID {token.Login.Length}";

    private Answer Blocked(TimeSpan left)
    {
        var answer = Answer.Error(403, Secondary, AboutLimits + "#about-secondary-rate-limits");
        return tells ? answer.With("Retry-After", $"{Math.Ceiling(left.TotalSeconds):0}") : answer;
    }

    private bool TooManyWrites(Call call, DateTimeOffset now)
    {
        if (!call.IsWrite)
            return false;

        writes.RemoveAll(write => now - write >= TimeSpan.FromHours(1));
        writes.Add(now);
        return writes.Count > WritesAnHour || writes.Count(write => now - write < TimeSpan.FromMinutes(1)) > WritesAMinute;
    }
}
