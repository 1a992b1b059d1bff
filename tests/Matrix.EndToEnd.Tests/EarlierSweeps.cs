using Matrix.Results;
using Matrix.Results.History;
using Matrix.Results.Storage;

namespace Matrix.EndToEnd.Tests;

/// <summary>
/// Three weeks before a sweep, as a history would tell of them: as the sweep itself, but that one crate worked, another failed, and that
/// one for a cause that no crate has any more.
/// </summary>
internal sealed class EarlierSweeps
{
    private static readonly PastCause Gone = new(FailureClass.Abi, "gone", "abi:gone");

    private readonly RunManifest manifest;
    private readonly IReadOnlyList<Verdict> verdicts;
    private readonly IReadOnlyList<PastCause> causes;

    public EarlierSweeps(ResultsReader results)
    {
        manifest = results.Manifest;
        verdicts = [.. results.Verdicts()];
        causes = [Gone, .. verdicts.SelectMany(verdict => verdict.Causes).Select(PastCauseOf).Distinct()];
        Broken = verdicts.First(verdict => verdict.Kind == VerdictKind.Regressed).Crate;
        Fixed = verdicts.First(verdict => verdict.Kind == VerdictKind.Compatible).Crate;
    }

    /// <summary>Worked in every earlier sweep, and fails now.</summary>
    public string Broken { get; }

    /// <summary>Failed in every earlier sweep, and works now.</summary>
    public string Fixed { get; }

    public static int Count => 3;

    public static string GoneName => $"{WireName.Of(Gone.Class)} / {Gone.Subclass}";

    public void Write(string history)
    {
        Directory.CreateDirectory(history);
        for (var week = Count; week >= 1; week--)
        {
            var sweep = Sweep(manifest.Start.AddDays(-7 * week), week);
            HistoryFile.Write(Path.Combine(history, HistoryFile.NameOf(sweep)), sweep, verdicts.Select(Crate));
        }
    }

    private PastSweep Sweep(DateTimeOffset start, int week) => new()
    {
        Start = start,
        Runs =
        [
            new PastRun
            {
                Platform = manifest.Platform.Name,
                Start = start,
                End = start.AddMinutes(3),
                Rustc = manifest.Toolchain.Rustc,
                BackendSha256 = new string((char)('a' + week), 64),
                List = manifest.List.Name,
                ListSha256 = manifest.List.Sha256,
                Selected = verdicts.Count,
                ToolVersion = manifest.ToolVersion,
            },
        ],
        Causes = causes,
        Crates = verdicts.Count,
    };

    private PastCrate Crate(Verdict verdict)
    {
        var failures = verdict.Causes.Select(cause => Failure(PastCauseOf(cause), cause.Tests.Count));
        return verdict.Crate == Broken ? Crate(verdict, VerdictKind.Compatible, [])
            : verdict.Crate == Fixed ? Crate(verdict, VerdictKind.Regressed, [Failure(Gone, 1)])
            : Crate(verdict, verdict.Kind, [.. failures]);
    }

    private PastCrate Crate(Verdict verdict, VerdictKind kind, IReadOnlyList<PastFailure> failures) => new()
    {
        Crate = verdict.Crate,
        Downloads = verdict.Downloads,
        Verdicts = new Dictionary<string, VerdictKind> { [manifest.Platform.Name] = kind },
        Failures = failures,
    };

    private PastFailure Failure(PastCause cause, int tests) => new(manifest.Platform.Name, causes.Index().First(each => each.Item == cause).Index, tests);

    private static PastCause PastCauseOf(Cause cause) => new(cause.Class, cause.Subclass, cause.Signature);
}
