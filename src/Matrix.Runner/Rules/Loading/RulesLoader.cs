using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Matrix.Results;
using Matrix.Runner.Rules.Corpus;
using Matrix.Yaml;

namespace Matrix.Runner.Rules.Loading;

/// <summary>The folder <c>rules/</c> becomes a <see cref="RuleSet"/>; everything that is wrong with a file is told together.</summary>
internal static class RulesLoader
{
    private const string Hint = "correct the rule; rules/README.md explains every key";
    private const string HintOnFolder = "the rules come with the tool: restore the folder, or name one that holds rules";

    // What issues are called: the report's own, and nothing that decides.
    private const string TitlesFile = "titles.yaml";

    private const int MostContradictions = 50;

    private static readonly string[] Keys = ["format", "rules"];

    /// <exception cref="MatrixException">Everything that is wrong with the first file that has faults, or that two rules contradict each other.</exception>
    public static LoadedRules Load(string folder)
    {
        var files = Files(folder).Select(path => YamlFile.Read(path, Hint)).ToList();
        var rules = Read(files);
        var corpus = CorpusFile.PathIn(folder);
        if (File.Exists(corpus))
            RefuseContradictions(rules, CorpusFile.Read(corpus));

        var (families, processors) = (ReachLoader.Open(folder, ReachLoader.FamiliesFile), ReachLoader.Open(folder, ReachLoader.ProcessorsFile));
        return new LoadedRules(rules, Sha256([.. files, .. new[] { families, processors }.OfType<YamlFile>()]))
        {
            Families = families is null ? CauseFamilies.None : ReachLoader.Families(families),
            Needs = processors is null ? ProcessorNeeds.None : ReachLoader.Needs(processors),
        };
    }

    /// <exception cref="MatrixException">Two rules of equal precedence hold for one entry.</exception>
    public static void RefuseContradictions(RuleSet rules, IEnumerable<CorpusEntry> entries)
    {
        var contradictions = RuleContradictions.Of(rules, entries).Take(MostContradictions).ToList();
        if (contradictions.Count > 0)
            throw new MatrixException(ExitCode.Usage, string.Join('\n', contradictions), "give the more specific rule the smaller precedence");
    }

    public static RuleSet Read(IEnumerable<YamlFile> files)
    {
        var positions = new Dictionary<string, string>(StringComparer.Ordinal);
        return new RuleSet([.. files.SelectMany(file => Read(file, positions))]);
    }

    /// <param name="positions">Where each id was first taken, over all files.</param>
    private static ImmutableArray<Rule> Read(YamlFile file, Dictionary<string, string> positions) =>
        YamlRoot.Read(file, Hint, Keys, root => root.Require("rules")?.List(item => Rule(item, new RuleReader(file.Shown), positions)) ?? []);

    private static Rule? Rule(YamlValue item, RuleReader reader, Dictionary<string, string> positions)
    {
        if (reader.Read(item) is not { } rule)
            return null;
        if (positions.TryAdd(rule.Id, rule.Position))
            return rule;

        item.Refuse($"has the id {Quoted.Of(rule.Id)}, which is taken at {positions[rule.Id]}");
        return null;
    }

    private static List<string> Files(string folder)
    {
        var files = !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*.yaml")
            .Where(path => Path.GetFileName(path) is not (CorpusLabelsLoader.FileName or ReachLoader.FamiliesFile or ReachLoader.ProcessorsFile or TitlesFile))
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0 ? files : throw new MatrixException(ExitCode.Usage, $"{Quoted.Bare(folder)}: holds no rules", HintOnFolder);
    }

    // Names count, so that the sum changes when a rule moves; folders do not.
    private static string Sha256(IEnumerable<YamlFile> files)
    {
        var sums = files.Select(file => $"{file.Sha256}  {Path.GetFileName(file.FullPath)}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(sums))));
    }
}

/// <param name="Sha256">Over the files of the rules and what stands beside them: says which rules a verdict comes from.</param>
internal sealed record LoadedRules(RuleSet Rules, string Sha256)
{
    public CauseFamilies Families { get; init; } = CauseFamilies.None;

    public ProcessorNeeds Needs { get; init; } = ProcessorNeeds.None;
}
