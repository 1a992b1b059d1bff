using System.Collections.Immutable;

namespace Matrix.Runner.RustcCache;

/// <summary>
/// A call of rustc that compiles a dependency: from sources that no foreign code can have changed, to files whose names it says itself. What
/// it depends on besides is told apart from what only says where a leg is.
/// </summary>
internal sealed record UnitCall
{
    public required string CrateName { get; init; }

    /// <summary>The suffix of its output files: <c>-0123456789abcdef</c>; empty where each unit has a folder of its own.</summary>
    public required string ExtraFileName { get; init; }

    /// <summary>Where cargo wants the files.</summary>
    public required string OutDirectory { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>In order; without the place of the output and the folders of dependencies.</summary>
    public required ImmutableArray<UnitWord> Words { get; init; }

    /// <summary>Without what says where the leg is and how it shares the machine.</summary>
    public required ImmutableSortedDictionary<string, string> Environment { get; init; }

    /// <summary>OUT_DIR: what the package's build script wrote; null where it has none.</summary>
    public string? GeneratedDirectory { get; init; }

    /// <summary>File names of the units that it is compiled against.</summary>
    public IEnumerable<string> Dependencies => Words.Select(word => word.Dependency).OfType<string>();

    /// <summary>A file of this unit is called so.</summary>
    public bool Names(string file) => IsAfter($"{CrateName}{ExtraFileName}", file) || IsAfter($"lib{CrateName}{ExtraFileName}", file);

    // Without a suffix another name may begin like this one.
    private bool IsAfter(string name, string file) =>
        file.StartsWith(name, StringComparison.Ordinal) && (ExtraFileName.Length > 0 || file.Length == name.Length || file[name.Length] == '.');
}

/// <summary>A word of the command line.</summary>
/// <param name="Text">The whole word, or <c>name=</c> where a dependency follows.</param>
/// <param name="Dependency">File name of the unit whose path completes it.</param>
internal readonly record struct UnitWord(string Text, string? Dependency = null);
