using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Yaml;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Crates;

internal static class CratesListLoader
{
    private const string HintOnContent = "correct the list; docs/crates-list.md shows every key";
    private const string HintOnFile = "name a crates list with --list, or under 'list' in matrix.yaml";

    /// <exception cref="MatrixException">Everything that is wrong with the list.</exception>
    public static CratesList Load(string path) => Read(YamlFile.Read(path, HintOnFile));

    /// <summary>As <see cref="Load"/>; of each entry only what tells when it is its turn and how long it takes: of a long list the rest is most of the memory.</summary>
    public static CratesList LoadOutline(string path) => Read(YamlFile.Read(path, HintOnFile), entry => entry.Outline);

    /// <param name="kept">What of an entry, which is checked whole, stays.</param>
    public static CratesList Read(YamlFile file, Func<CrateEntry, CrateEntry>? kept = null)
    {
        var reading = new CratesListReading(file, new Problems(file.Shown, HintOnContent)) { Kept = kept };
        var list = reading.Read();

        // Once more, knowing them: holding back a long list until its end would cost far more memory.
        return reading.LateDefaults is { } defaults
            ? new CratesListReading(file, new Problems(file.Shown, HintOnContent), defaults) { Kept = kept }.Read()
            : list;
    }

    /// <summary>An edit is believed once the edited text was read again: YAML can be written in ways that nobody thought of.</summary>
    /// <returns>Null: edits meet in one place, or what comes of them is no list.</returns>
    public static CratesList? ReadEdited(YamlFile file, IReadOnlyCollection<TextEdit> edits)
    {
        if (edits.Overlap())
            return null;

        try
        {
            return Read(file.WithText(file.Text.Edited(edits)));
        }
        catch (MatrixException)
        {
            return null;
        }
    }
}

/// <param name="Path">Absolute.</param>
/// <param name="Sha256">Of the file's bytes, lower-case hex.</param>
/// <param name="CargoConfig">Absolute path of extra cargo configuration for every leg.</param>
internal sealed record CratesList(string Path, string Sha256, string? CargoConfig, ImmutableArray<CrateEntry> Crates);

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
