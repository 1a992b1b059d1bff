using System.Collections.Immutable;
using Matrix.Yaml;

namespace Matrix.Runner.Crates.Revisions;

/// <summary>Where in a list that was read without problems the revisions of some crates stand.</summary>
internal sealed record PinnedPlaces(IReadOnlyDictionary<string, YamlNode.Mapping> Crates)
{
    public static PinnedPlaces Of(YamlFile list, ImmutableArray<CrateUpdate> updates)
    {
        var names = updates.Select(update => update.Crate.Name.Value).ToHashSet();
        return new PinnedPlaces(Upkeep.ListNodes.Of(list, names).Crates);
    }

    /// <returns>Null: other places may mean the same text.</returns>
    public YamlSpan? Find(CrateUpdate update)
    {
        var crate = Crates[update.Crate.Name.Value];
        var value = crate.Find(((CrateSource.Git)update.Crate.Source).IsTag ? "tag" : "commit")?.Value;
        return crate.IsAnchored || value is not YamlNode.Scalar { IsAnchored: false } scalar ? null : scalar.Span;
    }
}
