using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Verdicts;

/// <summary>Why a phase that builds fails with Cranelift and not with LLVM.</summary>
internal static class BuildCauses
{
    public static Cause Of(CrateComparison legs, Phase failed) =>
        Said(legs, failed, legs.SaidByCandidate(failed)) ?? CaughtByBaseline(legs, failed) ?? Unexplained(legs.Candidate, failed);

    /// <summary>Why a target does not compile with Cranelift that compiles with LLVM.</summary>
    public static Cause Of(CrateComparison legs, UnbuiltTarget target) =>
        Said(legs, target.Phase, legs.SaidByCandidate(target.Phase, target)) ?? Unexplained([target.Evidence]);

    private static Cause? Said(CrateComparison legs, Phase failed, IEnumerable<Observation> said)
    {
        var seen = said.MinBy(seen => seen.Precedence);
        if (seen is null)
            return null;

        return new Cause
        {
            Class = seen.Class,
            Subclass = seen.Subclass,
            Rule = seen.Rule,
            Confidence = seen.Confidence,
            Evidence = [seen.Evidence, .. seen.Companions],
            Signature = Signature.Of(seen.Class, seen.Subclass, seen.Confidence == Confidence.Proven ? "" : seen.Evidence.Text),
            Package = FaultyPackage.Of(legs.Candidate, failed, seen.Package),
            Upstream = seen.Upstream,
        };
    }

    // A build script that panics and goes on with LLVM: it catches the panic.
    private static Cause? CaughtByBaseline(CrateComparison legs, Phase failed)
    {
        var caught = legs.Baseline.Leg.Findings.BuildPanics;
        var both = legs.Candidate.Leg.Findings.BuildPanics
            .Where(panic => panic.Phase == failed)
            .Select(panic => (Failed: panic.Evidence, Caught: caught.FirstOrDefault(other => other.Site == panic.Site).Evidence))
            .FirstOrDefault(pair => pair.Caught is not null);
        return both.Failed is null ? null : new Cause
        {
            Class = FailureClass.Unwinding,
            Subclass = "build-script",
            Rule = "build-panic-caught-by-llvm",
            Confidence = Confidence.Proven,
            Evidence = [both.Failed, both.Caught],
            Signature = Signature.Of(FailureClass.Unwinding, "build-script", ""),
            Package = FaultyPackage.Of(legs.Candidate, failed),
        };
    }

    private static Cause Unexplained(BackendRuns side, Phase failed)
    {
        var errors = side.Leg.Findings.Errors.Where(error => error.Phase == failed).Select(error => error.Evidence)
            .DefaultIfEmpty(side.EndOf(failed))
            .Take(3)
            .ToList();
        return Unexplained(errors) with { Package = FaultyPackage.Of(side, failed) };
    }

    private static Cause Unexplained(List<Evidence> errors) => new()
    {
        Class = FailureClass.Unknown,
        Rule = "unexplained",
        Confidence = Confidence.Suspected,
        Evidence = errors,
        Signature = Signature.Of(FailureClass.Unknown, null, errors[0].Text),
    };
}

/// <summary>Which dependency a build fails in: it is to blame, not the crate that depends on it.</summary>
internal static partial class FaultyPackage
{
    /// <param name="said">Whose compilation printed the line that decides, where that is known.</param>
    /// <returns><c>name version</c>, or the name alone where the log does not tell the version; null: the crate itself, or nobody knows.</returns>
    public static string? Of(BackendRuns side, Phase failed, string? said = null)
    {
        var errors = side.Leg.Findings.Errors.Where(error => error.Phase == failed).ToList();
        var package = said
            ?? errors.Select(error => error.Package).FirstOrDefault(package => package is not null)
            ?? errors.Select(error => NamedIn(error.Evidence.Text)).FirstOrDefault(package => package is not null);
        return package?.Split(' ')[0] == side.Leg.Result.Crate ? null : package;
    }

    private static string? NamedIn(string line) => ByCargo.Match(line) is not { Success: true } match ? null
        : match.Groups["version"] is { Success: true, Value: var version } ? $"{match.Groups["name"].Value} {version}"
        : match.Groups["name"].Value;

    // error: could not compile `dep` (lib) due to 1 previous error; error: failed to run custom build command for `dep v1.2.3 (/path)`
    [GeneratedRegex("^error: (?:could not compile|failed to run custom build command for) `(?<name>[A-Za-z0-9_-]+)(?: v(?<version>[0-9][^ `]*))?", RegexOptions.NonBacktracking)]
    private static partial Regex ByCargo { get; }
}
