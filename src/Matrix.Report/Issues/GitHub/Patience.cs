using System.Globalization;

namespace Matrix.Report.Issues.GitHub;

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
