using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Classification.Reach;
using Matrix.Yaml;

namespace Matrix.Runner.Configuration;

/// <summary>What stands beside the rules on causes that belong together, and on what a processor must be able to do to get to them.</summary>
internal static class ReachLoader
{
    public const string FamiliesFile = "families.yaml";
    public const string ProcessorsFile = "processors.yaml";

    private const string Hint = "correct it; rules/README.md explains the file";

    private static readonly string[] FamiliesKeys = ["format", "families"];
    private static readonly string[] FamilyKeys = ["name", "class", "subclasses"];
    private static readonly string[] ProcessorsKeys = ["format", "processors"];
    private static readonly string[] ProcessorKeys = ["needs", "intrinsics"];

    /// <param name="folder">Of the rules.</param>
    /// <returns>Null: it has none.</returns>
    public static YamlFile? Open(string folder, string name) =>
        Path.Combine(folder, name) is var path && File.Exists(path) ? YamlFile.Read(path, Hint) : null;

    public static CauseFamilies Families(YamlFile file) => new(Entries(file, FamiliesKeys, value => Family(value, file.Shown)));

    public static ProcessorNeeds Needs(YamlFile file) => new(Entries(file, ProcessorsKeys, Needs));

    private static ImmutableArray<T> Entries<T>(YamlFile file, string[] keys, Func<YamlValue, T?> read)
        where T : class
    {
        var problems = new Problems(file.Shown, Hint);
        var entries = ImmutableArray<T>.Empty;
        if (new YamlValue(YamlComposer.Compose(file, problems), NodePath.Root, problems).Mapping(keys) is { } root)
        {
            root.RequireFormat();
            entries = root.Require(keys[1])?.List(read) ?? [];
        }

        problems.ThrowIfAny();
        return entries;
    }

    private static KnownFamily? Family(YamlValue value, string file)
    {
        if (value.Mapping(FamilyKeys) is not { } mapping)
            return null;

        var name = mapping.Require("name")?.Text();
        var failure = mapping.Require("class")?.OneOf<FailureClass>();
        var subclasses = mapping.Require("subclasses")?.List(item => item.Text());
        return name is null || failure is null || subclasses is null ? null : new KnownFamily(new CauseFamily(name, subclasses.Value), failure.Value, $"{file}:{mapping.Line}");
    }

    private static KnownNeeds? Needs(YamlValue value)
    {
        if (value.Mapping(ProcessorKeys) is not { } mapping)
            return null;

        var needs = mapping.Require("needs")?.List(item => item.Text());
        var intrinsics = mapping.Require("intrinsics")?.List(item => item.Text() is { } text ? new NamePattern(text) : null);
        return needs is null || intrinsics is null ? null : new KnownNeeds(needs.Value, intrinsics.Value);
    }
}
