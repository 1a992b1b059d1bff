using Matrix.Results;
using Matrix.Yaml;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Crates;

internal static class CratesListLoader
{
    private const string HintOnContent = "correct the list; DESIGN.md, section 8, shows every key";
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
