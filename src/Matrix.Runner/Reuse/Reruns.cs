using System.Security.Cryptography;
using System.Text;

namespace Matrix.Runner.Reuse;

/// <summary>Which crates are run although nothing has changed that can be seen: a part of them each week, all of them in turn.</summary>
/// <param name="weeks">After so many weeks every crate was run again, from 1.</param>
internal sealed class Reruns(int weeks, DateOnly today)
{
    private const int Week = 7;

    private readonly int turn = today.DayNumber / Week % weeks;

    /// <param name="ran">When it was last run; what ran this week has had its turn.</param>
    public bool IsDue(string crate, DateOnly ran)
    {
        var age = today.DayNumber - ran.DayNumber;
        return age >= weeks * Week || (age >= Week && TurnOf(crate) == turn);
    }

    private long TurnOf(string crate) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(crate))) % weeks;
}
