using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Matrix.Runner.Files;

namespace Matrix.Runner.Legs.Tests;

/// <summary>The program that stands in for what <c>cargo test</c> runs (recorder.rs), and what it wrote down.</summary>
internal static class Recorder
{
    private const string Runner = "run";
    private const string Rustdoc = "rustdoc";

    /// <summary>Its source, to be compiled with the toolchain under test.</summary>
    public static string SourcePath => Path.Combine(AppContext.BaseDirectory, "recorder.rs");

    /// <summary>The test executables that cargo would have run, in its order.</summary>
    public static IReadOnlyList<RecordedCommand> Executables(string records) => Read(records, Runner);

    /// <summary>The rustdoc calls that would have run doctests.</summary>
    public static IReadOnlyList<RecordedCommand> Doctests(string records) => Read(records, Rustdoc);

    private static IReadOnlyList<RecordedCommand> Read(string records, string kind) =>
        [.. Directory.EnumerateFiles(records, $"*.{kind}").Where(ForeignFile.CanBeRead).Order(StringComparer.Ordinal).Select(ReadFile).OfType<RecordedCommand>()];

    // The folder is writable for build scripts, so anything may stand in it: what is no record is passed over.
    private static RecordedCommand? ReadFile(string path)
    {
        var fields = Encoding.UTF8.GetString(File.ReadAllBytes(path)).Split('\0');
        if (fields.Length < 3 || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > fields.Length - 3)
            return null;

        var environment = ImmutableSortedDictionary.CreateBuilder<string, string>();
        foreach (var variable in fields[(2 + count)..^1])
        {
            var equals = variable.IndexOf('=');
            if (equals > 0)
                environment[variable[..equals]] = variable[(equals + 1)..];
        }

        return new RecordedCommand(fields[0], [.. fields[2..(2 + count)]], environment.ToImmutable());
    }
}

/// <summary>A call that cargo would have made.</summary>
internal sealed record RecordedCommand(
    string WorkingDirectory, ImmutableArray<string> Arguments, ImmutableSortedDictionary<string, string> Environment);
