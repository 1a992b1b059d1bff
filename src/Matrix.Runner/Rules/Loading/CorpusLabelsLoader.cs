using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Rules.Corpus;
using Matrix.Yaml;

namespace Matrix.Runner.Rules.Loading;

internal static class CorpusLabelsLoader
{
    public const string FileName = "corpus-labels.yaml";

    private const string Hint = "correct it; rules/README.md explains the file";

    private static readonly string[] Keys = ["format", "classes", "subclasses"];
    private static readonly string[] LabelKeys = ["class", "label", "subclass"];

    /// <param name="folder">Of the rules.</param>
    public static CorpusLabels Load(string folder) => Read(YamlFile.Read(Path.Combine(folder, FileName), Hint));

    public static CorpusLabels Read(YamlFile file) =>
        YamlRoot.Read(file, Hint, Keys, root => new CorpusLabels(Classes(root), root.Require("subclasses")?.List(Label) ?? []));

    private static ImmutableSortedDictionary<string, ImmutableArray<FailureClass>> Classes(YamlMapping root) =>
        (root.Require("classes")?.Mapping()?.All ?? [])
            .ToImmutableSortedDictionary(pair => pair.Key, pair => Several(pair.Value), StringComparer.Ordinal);

    private static ImmutableArray<FailureClass> Several(YamlValue value) =>
        [.. (value.List(item => item.OneOf(WireName.All<FailureClass>())) ?? []).Select(Parsed)];

    private static FailureClass Parsed(string name) => WireName.TryParse<FailureClass>(name, out var failure) ? failure : FailureClass.Unknown;

    private static SubclassLabel? Label(YamlValue value)
    {
        if (value.Mapping(LabelKeys) is not { } mapping)
            return null;

        var failure = mapping.Require("class")?.OneOf<FailureClass>();
        var label = mapping.Require("label")?.Pattern();
        var subclass = mapping.Require("subclass")?.FreeText();
        return failure is { } known && label is not null && subclass is not null ? new SubclassLabel(known, LinePattern.Compile(label), subclass) : null;
    }
}
