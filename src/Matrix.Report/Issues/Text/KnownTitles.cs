using System.Collections.Frozen;
using Matrix.Results;
using Matrix.Yaml;

namespace Matrix.Report.Issues.Text;

/// <summary><c>rules/titles.yaml</c>: what fails for the causes that the rules know, in the words of who reports it.</summary>
internal static class KnownTitles
{
    private const string Hint = "correct it; rules/README.md explains the file";

    private static readonly string[] Keys = ["format", "titles"];

    /// <summary>Of <c>class/subclass</c>, or of <c>class</c> alone.</summary>
    public static FrozenDictionary<string, string> All { get; } = Read(YamlFile.Read(Path.Combine(AppContext.BaseDirectory, "titles.yaml"), Hint));

    /// <returns>Null: the file knows no such cause.</returns>
    public static string? Find(FailureClass failure, string? subclass) =>
        All.GetValueOrDefault(subclass is null ? WireName.Of(failure) : $"{WireName.Of(failure)}/{subclass}");

    /// <exception cref="MatrixException">Everything that is wrong with it.</exception>
    public static FrozenDictionary<string, string> Read(YamlFile file) =>
        YamlRoot.Read(file, Hint, Keys, root => root.Require("titles")?.Mapping()?.All.Select(Title).OfType<KeyValuePair<string, string>>().ToFrozenDictionary())
        ?? FrozenDictionary<string, string>.Empty;

    private static KeyValuePair<string, string>? Title(KeyValuePair<string, YamlValue> entry)
    {
        if (!WireName.TryParse<FailureClass>(entry.Key.Split('/')[0], out _))
            entry.Value.Refuse($"is the title of {Quoted.Of(entry.Key)}, which begins with no class");

        return entry.Value.Text() is { } title ? new(entry.Key, title) : null;
    }
}
