using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Legs.Logs;

/// <summary>What the rules may ask of a leg besides the lines of its logs.</summary>
internal static class LegContext
{
    public static Func<Phase, TestId?, LogContext> Of(IReadOnlyList<PhaseResult> phases, IReadOnlyList<TestResult> tests, ToolchainRecord toolchain)
    {
        var exits = tests.Where(test => test.Exit is not null).DistinctBy(test => test.Id).ToDictionary(test => test.Id, test => test.Exit);
        return (phase, test) =>
        {
            // How a test ended that ran among others, its executable does not tell.
            var exit = test is { } known ? exits.GetValueOrDefault(known) : phases.FirstOrDefault(result => result.Phase == phase)?.Exit;
            return new LogContext(phase, LogContext.NameOf(exit), KnownPlatforms.SystemOf(toolchain.Host), toolchain.Host.Split('-')[0], DateOf(toolchain.CommitDate));
        };
    }

    private static DateOnly? DateOf(string? date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
