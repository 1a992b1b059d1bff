using Matrix.Runner.Configuration.Yaml;

namespace Matrix.Runner.Crates;

internal static class CratesListLoader
{
    private const string HintOnContent = "correct the list; DESIGN.md, section 8, shows every key";
    private const string HintOnFile = "name a crates list with --list, or under 'list' in matrix.yaml";

    /// <exception cref="Matrix.Results.MatrixException">Everything that is wrong with the list.</exception>
    public static CratesList Load(string path) => Read(YamlFile.Read(path, HintOnFile));

    public static CratesList Read(YamlFile file)
    {
        var reading = new CratesListReading(file, new Problems(file.Shown, HintOnContent));
        var list = reading.Read();

        // Once more, knowing them: holding back a long list until its end would cost far more memory.
        return reading.LateDefaults is { } defaults
            ? new CratesListReading(file, new Problems(file.Shown, HintOnContent), defaults).Read()
            : list;
    }
}
