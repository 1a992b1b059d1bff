using System.Collections.Immutable;
using Matrix.Yaml;

namespace Matrix.Runner.Crates;

/// <summary>One pass over a list. Entries become records as they come, so that a long list costs little more than its records.</summary>
/// <param name="known">What fills the gaps of the entries, where that is known beforehand.</param>
internal sealed class CratesListReading(YamlFile file, Problems problems, CrateEntry? known = null)
{
    private static readonly string[] Keys = ["format", "defaults", "cargo-config", "crates"];

    private readonly CrateEntryReader reader = new(file);
    private readonly ImmutableArray<CrateEntry>.Builder crates = ImmutableArray.CreateBuilder<CrateEntry>();

    // Names become folders, and on macOS folders do not tell case apart.
    private readonly Dictionary<string, int> linesOfNames = new(StringComparer.OrdinalIgnoreCase);

    private CrateEntry? defaults = known;

    /// <summary>What of an entry stays in the list; null: all.</summary>
    public Func<CrateEntry, CrateEntry>? Kept { get; init; }

    /// <summary>What should have filled the gaps of the entries, but stood below them.</summary>
    public CrateEntry? LateDefaults { get; private set; }

    public CratesList Read()
    {
        var node = YamlComposer.Compose(file, problems, new StreamedList("crates", AddEntry));
        var cargoConfig = new YamlValue(node, NodePath.Root, problems).Mapping(Keys) is { } root ? Rest(root) : null;
        problems.ThrowIfAny();
        return new CratesList(file.FullPath, file.Sha256, cargoConfig, crates.DrainToImmutable());
    }

    /// <summary>What is left of the file without the entries.</summary>
    private string? Rest(YamlMapping root)
    {
        root.RequireFormat();
        if (root.Require("crates") is { } entries && entries.Sequence() is { Items.Count: > 0 })
            entries.Refuse("must be written out, not an alias");

        if (defaults is null && root.Find("defaults") is { } late)
            LateDefaults = CrateEntryReader.Defaults(late);

        if (root.Find("cargo-config") is not { } value || value.PathFrom(Path.GetDirectoryName(file.FullPath) ?? "/") is not { } path)
            return null;

        return File.Exists(path) ? path : value.Refuse($"names a file that does not exist: {Quoted.Of(path)}");
    }

    private void AddEntry(YamlNode.Mapping above, int position, YamlNode item)
    {
        defaults ??= above.Find("defaults") is { } pair
            ? CrateEntryReader.Defaults(new YamlValue(pair.Value, NodePath.Root.Key("defaults"), problems))
            : null;

        var value = new YamlValue(item, NodePath.Root.Key("crates").Item(position), problems);
        if (reader.Read(value, defaults ?? CrateEntryReader.Nothing) is not { } entry)
            return;

        if (linesOfNames.TryAdd(entry.Name.Value, item.Line))
            crates.Add(Kept?.Invoke(entry) ?? entry);
        else
            problems.Add(item.Line, $"{value.Path}.name {Quoted.Of(entry.Name.Value)} is taken by the entry on line {linesOfNames[entry.Name.Value]}");
    }
}
