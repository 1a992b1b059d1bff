using Matrix.Testing;
using Matrix.Yaml;

namespace Matrix.EndToEnd.Tests.Workflows;

/// <summary>A workflow file, as far as our own rules look at it.</summary>
internal sealed record Workflow(string Name, YamlNode.Mapping Root)
{
    public static IEnumerable<string> Files => Directory.GetFiles(Repository.PathOf(".github/workflows"), "*.yml").Order(StringComparer.Ordinal);

    public static Workflow Read(string file) => Of(Path.GetFileName(file), YamlFile.Read(file, ""));

    public static Workflow Of(string name, YamlFile file) => new(name, (YamlNode.Mapping)YamlComposer.Compose(file, new Problems(name, "")));

    public IEnumerable<(string Id, YamlNode.Mapping Job)> Jobs => Pairs(Root, "jobs").Select(pair => (pair.Key, (YamlNode.Mapping)pair.Value));

    public IEnumerable<YamlNode.Mapping> Steps =>
        Jobs.SelectMany(job => job.Job.Find("steps")?.Value is YamlNode.Sequence steps ? steps.Items.Cast<YamlNode.Mapping>() : []);

    /// <summary>Scripts, with the lines that a backslash joins joined.</summary>
    public IEnumerable<string> Scripts => Steps.Select(step => Text(step, "run")).OfType<string>().Select(script => script.Replace("\\\n", " ", StringComparison.Ordinal));

    public static string? Text(YamlNode.Mapping mapping, string key) => (mapping.Find(key)?.Value as YamlNode.Scalar)?.Text;

    public static IEnumerable<YamlPair> Pairs(YamlNode.Mapping mapping, string key) => (mapping.Find(key)?.Value as YamlNode.Mapping)?.Pairs ?? [];
}
