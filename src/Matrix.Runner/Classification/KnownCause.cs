using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Runner.Classification.Rules;

namespace Matrix.Runner.Classification;

/// <summary>What a line of a log means.</summary>
/// <param name="Id">Stable: it stands in results.</param>
/// <param name="Literal">Must be in the line; looked for first, because it is cheap.</param>
internal sealed record KnownCause(string Id, FailureClass Class, string? Subclass, string Literal)
{
    /// <summary>Must match as well; its group <c>subclass</c> names the subclass.</summary>
    public Regex? Pattern { get; init; }

    public When When { get; init; } = When.Always;

    /// <summary>Proven: the text can come from nowhere else. Likely: it has look-alikes.</summary>
    public Confidence Confidence { get; init; } = Confidence.Proven;

    /// <summary>The subclass of a line that holds the literal, or that it does not match.</summary>
    public bool Matches(ReadOnlySpan<char> line, Phase phase, out string? subclass)
    {
        subclass = Subclass;
        if (!When.Includes(phase) || !line.Contains(Literal, StringComparison.Ordinal))
            return false;

        if (Pattern is null)
            return true;

        var match = Pattern.Match(line.ToString());
        if (match.Groups["subclass"] is { Success: true, Value: var named })
            subclass = named;
        return match.Success;
    }
}
