using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Loading;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Fakes;

/// <summary>The rules that come with the tool.</summary>
internal static class KnownRules
{
    public static RuleSet All { get; } = RulesLoader.Load(Repository.PathOf("rules")).Rules;
}
