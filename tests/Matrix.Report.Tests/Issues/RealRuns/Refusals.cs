using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.Report.Tests.Issues.RealRuns;

internal static partial class Refusals
{
    /// <summary>What is told of an expected error: the last two lines of standard error, and the code.</summary>
    public static (ExitCode Code, string What, string Hint) Refusal(this ProgramEnd end)
    {
        var told = Form.Match(end.Errors);
        Assert.That(told.Success, Is.True, $"two lines at the end of standard error: {end}");
        Assert.That(end.Errors, Does.Not.Contain("   at ").And.Not.Contain("Exception"), "no trace");
        return ((ExitCode)end.ExitCode, told.Groups["what"].Value, told.Groups["hint"].Value);
    }

    [GeneratedRegex(@"(?:\A|\n)error: (?<what>[^\n]+)\n  hint: (?<hint>[^\n]+)\n\z")]
    private static partial Regex Form { get; }
}
