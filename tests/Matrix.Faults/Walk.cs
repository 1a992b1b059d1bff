using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Cli;
using Matrix.Terminal;

namespace Matrix.Faults;

/// <summary>
/// Goes from call to call that changes a file: lets a sweep meet a fault there, lets another go on as <c>--resume</c> does, and says what is
/// not as it is without the fault.
/// </summary>
internal sealed class Walk(FaultLibrary library, string root, FaultKind kind)
{
    private readonly SmallSweep sweep = new(root, "a boot");

    private bool IsPowerOff => kind is FaultKind.PowerOffCuts or FaultKind.PowerOffZeroes;

    private string Journal => Path.Combine(root, "journal");

    /// <summary>Real kills: this program dies at the place, and is started again to go on (<see cref="AfterKillAsync"/>).</summary>
    public async Task DieAsync(long place)
    {
        Clear();
        library.Watch(sweep.Results, Journal, kind, place);
        await sweep.ExecuteAsync(resume: false);
    }

    /// <inheritdoc cref="DieAsync"/>
    public Task<IReadOnlyList<string>> AfterKillAsync(long place, IReadOnlyList<string> expected) => GoOnAsync(place, expected);

    /// <summary>What kills and power-offs leave, from one run that is copied on its way.</summary>
    /// <param name="step">Each step-th place is looked at.</param>
    /// <param name="inWork">Within work/, which is thrown away when a sweep goes on, each so many times step-th place.</param>
    public async Task<IReadOnlyList<string>> ThroughStatesAsync(long step, long inWork, IReadOnlyList<string> expected)
    {
        var work = WorkPlaces();
        Clear();
        library.Watch(sweep.Results, Journal, FaultKind.States, step);
        await sweep.ExecuteAsync(resume: false);
        var calls = library.Count;
        library.Rest();

        var faults = new List<string>();
        for (var place = step; place <= calls; place += step)
        {
            if (work.Contains(place) && place % (step * inWork) != 0)
                continue;

            // There is no such state where the call is no write, or before there was a folder.
            var state = Path.Combine($"{Journal}.states", $"{place}{(kind == FaultKind.KillHalf ? "half" : "")}");
            if (kind == FaultKind.KillHalf && !Directory.Exists(state))
                continue;

            Clear();
            if (Directory.Exists(state))
                Directory.Move(state, sweep.Results);
            if (IsPowerOff)
                PowerOff.Damage(Journal, place, zeroes: kind == FaultKind.PowerOffZeroes);
            faults.AddRange(await GoOnAsync(place, expected));
        }

        return faults;
    }

    // The calls of the undisturbed sweep: what, file, other file, …, number.
    private HashSet<long> WorkPlaces() =>
    [
        .. File.ReadLines(Path.Combine(root, "calls")).Select(line => line.Split('\t'))
            .Where(call => call[1].Contains($"/{ResultsPaths.Work}/", StringComparison.Ordinal))
            .Select(call => long.Parse(call[^1], CultureInfo.InvariantCulture)),
    ];

    /// <summary>Faults that a program lives through.</summary>
    public async Task<IReadOnlyList<string>> ThroughFaultsAsync(IEnumerable<long> places, IReadOnlyList<string> expected)
    {
        var faults = new List<string>();
        foreach (var place in places)
        {
            if (await MeetAsync(place) is { } surprise)
                faults.Add($"{kind} at {place}: {surprise}");
            faults.AddRange(await GoOnAsync(place, expected));
        }

        return faults;
    }

    // In words what was not as it should be: a fault either does not show, or ends the sweep with two lines and code 5.
    private async Task<string?> MeetAsync(long place)
    {
        Clear();
        library.Watch(sweep.Results, Journal, kind, place);
        var (code, said) = await EndAsync(sweep, resume: false);
        library.Rest();
        return (code, said) switch
        {
            ((int)ExitCode.Regressed, "") => null,
            ((int)ExitCode.Environment, var lines) when lines.Split('\n') is [var error, var hint, ""]
                && error.StartsWith("error: ", StringComparison.Ordinal) && hint.StartsWith("  hint: ", StringComparison.Ordinal) => null,
            _ => $"the sweep ended with {code} and said: {said}",
        };
    }

    private async Task<IReadOnlyList<string>> GoOnAsync(long place, IReadOnlyList<string> expected)
    {
        var before = Before.Of(sweep.Results, IsPowerOff);
        File.Delete(sweep.Told);
        var after = IsPowerOff ? new SmallSweep(root, "the next boot") : sweep;
        var (code, said) = await EndAsync(after, resume: true);
        string[] faults = code == (int)ExitCode.Regressed
            ? [.. Differences(expected, Portrait.Of(sweep.Results)), .. Portrait.Faults(sweep.Results), .. before.Repeated(sweep.Results, sweep.Told)]
            : [$"going on ended with {code} and said: {said}"];
        return [.. faults.Select(fault => string.Create(CultureInfo.InvariantCulture, $"{kind} at {place}: {fault}"))];
    }

    private static IEnumerable<string> Differences(IReadOnlyList<string> expected, IReadOnlyList<string> found) =>
        expected.Except(found).Select(line => $"lost: {line}").Concat(found.Except(expected).Select(line => $"new: {line}"))
            .Concat(expected.Count == found.Count ? [] : [$"{found.Count} lines, not {expected.Count}"]);

    private static async Task<(int Code, string Said)> EndAsync(SmallSweep sweep, bool resume)
    {
        var errors = Console.Error;
        using var said = new StringWriter();
        Console.SetError(said);
        try
        {
            return (await CommandHost.EndAsync(() => sweep.ExecuteAsync(resume), said, CancellationToken.None), said.ToString());
        }
        finally
        {
            Console.SetError(errors);
        }
    }

    private void Clear()
    {
        if (Directory.Exists(sweep.Results))
            Directory.Delete(sweep.Results, recursive: true);
        File.Delete(sweep.Told);
    }
}
