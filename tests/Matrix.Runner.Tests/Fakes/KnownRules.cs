using Matrix.Runner.Classification;
using Matrix.Runner.Classification.Rules;

namespace Matrix.Runner.Tests.Fakes;

/// <summary>The rules that come with the tool.</summary>
internal static class KnownRules
{
    public static RuleSet All { get; } = KnownCauses.ToRules();
}
