using Matrix.Results;
using Matrix.Runner.Legs;

namespace Matrix.Runner.Verdicts;

/// <summary>A limit of ours is never the crate's fault: what was not had, or had to be left out, may be why it is broken. Pure.</summary>
internal static class OurLimits
{
    private const string Submodule = ".gitmodules: ";

    /// <summary>As <see cref="Verdict.LeftOut"/> has them.</summary>
    public static IReadOnlyList<string> Of(PreparedSource source) => [.. source.LeftOut, .. source.MissingSubmodules.Select(path => Submodule + path)];

    /// <param name="limits">What was not had, or left out.</param>
    public static Judgement Weighed(Judgement judgement, IReadOnlyList<string> limits) =>
        judgement.BaselineFailsToo && limits.Where(MayMatter).ToList() is { Count: > 0 } why
            ? judgement with
            {
                Kind = judgement.Kind == VerdictKind.Broken ? VerdictKind.Inconclusive : judgement.Kind,
                Reason = $"{judgement.Reason}, but here it lacks a part of its own: {string.Join(", ", why)}",
            }
            : judgement;

    // How cargo prints, and what both sides are told anyway, breaks no build.
    private static bool MayMatter(string limit) =>
        limit[(limit.IndexOf(": ", StringComparison.Ordinal) + 2)..] is var key
        && !key.StartsWith("term", StringComparison.Ordinal) && key is not ("net.offline" or "build.incremental" or "unstable.codegen-backend")
        && !key.EndsWith("codegen-backend", StringComparison.Ordinal);
}
