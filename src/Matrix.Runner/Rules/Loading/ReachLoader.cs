using Matrix.Results;
using Matrix.Yaml;

namespace Matrix.Runner.Rules.Loading;

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

    public static CauseFamilies Families(YamlFile file) => new(YamlRoot.Read(file, Hint, FamiliesKeys, root => root.Require("families")?.List(Family) ?? []));

    public static ProcessorNeeds Needs(YamlFile file) => new(YamlRoot.Read(file, Hint, ProcessorsKeys, root => root.Require("processors")?.List(Needs) ?? []));

    private static KnownFamily? Family(YamlValue value)
    {
        if (value.Mapping(FamilyKeys) is not { } mapping)
            return null;

        var name = mapping.Require("name")?.Text();
        var failure = mapping.Require("class")?.OneOf<FailureClass>();
        var subclasses = mapping.Require("subclasses")?.List(item => item.Text());
        return name is null || failure is null || subclasses is null ? null : new KnownFamily(new CauseFamily(name, subclasses.Value), failure.Value);
    }

    private static KnownNeeds? Needs(YamlValue value)
    {
        if (value.Mapping(ProcessorKeys) is not { } mapping)
            return null;

        var needs = mapping.Require("needs")?.List(item => item.Text());
        var intrinsics = mapping.Require("intrinsics")?.List(item => item.Text());
        return needs is null || intrinsics is null ? null : new KnownNeeds(needs.Value, intrinsics.Value);
    }
}
