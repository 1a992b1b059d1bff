using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Corpus;
using Matrix.Runner.Rules.Loading;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Rules;

/// <summary>The rules of this repository.</summary>
internal static class OurRules
{
    public static readonly LoadedRules Loaded = RulesLoader.Load(Repository.PathOf("rules"));

    public static RuleSet All => Loaded.Rules;

    /// <summary>Every rule that holds for a text, the one that decides first.</summary>
    public static IEnumerable<RuleMatch> Matches(string text, Phase phase, string? exit = null) =>
        SingleLogClassifier.Matches(All, text, new LogContext(phase, exit));
}
