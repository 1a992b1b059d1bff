using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Matrix.Runner.RustcCache;

/// <summary>Reads a call of rustc; whatever it does not know or could depend on the leg makes it give up. Pure.</summary>
/// <param name="legRoot">The leg's own folder, which foreign code writes to; it can write nowhere else.</param>
/// <param name="work">The folder of all legs.</param>
internal sealed class UnitCallReader(string legRoot, string work)
{
    // They say where a leg is, or how it shares the machine with others: none of them may decide what a unit is.
    private static readonly FrozenSet<string> OfTheLeg = new[]
    {
        "HOME", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_", "CARGO_MAKEFLAGS", "MAKEFLAGS", "MFLAGS", "LD_LIBRARY_PATH",
        "DYLD_FALLBACK_LIBRARY_PATH", Processes.ProcessRunner.MarkName,
    }.ToFrozenSet();

    private static readonly FrozenSet<string> WithValue = new[]
    {
        "--crate-name", "--crate-type", "--edition", "--emit", "--cfg", "--check-cfg", "--cap-lints", "--target", "-C", "-Z", "-A", "-W", "-D",
        "-F", "-l", "--allow", "--warn", "--deny", "--forbid", "--codegen",
    }.ToFrozenSet();

    private static readonly string[] Joined =
    [
        "--error-format=", "--json=", "--diagnostic-width=", "--edition=", "--cap-lints=", "--allow=", "--warn=", "--force-warn=", "--deny=",
        "--forbid=", "--cfg=", "--check-cfg=", "-Zcodegen-backend=",
    ];

    private static readonly FrozenSet<string> Shareable = new[] { "lib", "rlib", "proc-macro", "bin" }.ToFrozenSet();

    /// <returns>Null where the call is none of a dependency that can be shared.</returns>
    public UnitCall? Read(ShimCall call)
    {
        var words = new Reading(call.Arguments);
        if (!words.ReadAll() || words.OutDirectory is not { } output || words.Source is not { } source || words.CrateName is not { } name)
            return null;

        var generated = call.Environment.GetValueOrDefault("OUT_DIR");
        words.ForgetNativeFolders(folder => !IsOfEveryLeg(folder, generated));
        var environment = call.Environment.RemoveRange(OfTheLeg);
        return words.IsCapped
            && IsTrusted(call.WorkingDirectory)
            && IsTrusted(Path.GetFullPath(source, call.WorkingDirectory))
            && call.Environment.TryGetValue("CARGO_MANIFEST_DIR", out var manifest) && IsTrusted(manifest)
            && IsOfTheLeg(output)
            && (generated is null || IsOfTheLeg(generated))
            && words.CrateTypes.TrueForAll(Shareable.Contains)
            && words.ExtraFileName is var suffix && IsPlain(name) && (suffix is null || IsPlain(suffix))
            && words.All.Select(word => word.Text).Concat(environment.Values).All(text => IsOfEveryLeg(text, generated))
            ? new UnitCall
            {
                CrateName = name,
                ExtraFileName = suffix ?? "",
                OutDirectory = output,
                WorkingDirectory = call.WorkingDirectory,
                Words = [.. words.All],
                Environment = environment,
                GeneratedDirectory = generated,
            }
            : null;
    }

    private bool IsTrusted(string path) => Path.IsPathFullyQualified(path) && !IsWithin(path, work);

    private bool IsOfTheLeg(string path) => IsWithin(path, legRoot);

    private static bool IsWithin(string path, string root) =>
        Path.IsPathFullyQualified(path) && Path.GetFullPath(path) is var full && (full == root || full.StartsWith(root + '/', StringComparison.Ordinal));

    // What a build script generated is copied, and its name replaced; any other file of the leg is not seen where units are compiled.
    private bool IsOfEveryLeg(string text, string? generated)
    {
        var rest = generated is null ? text : text.Replace(generated, "", StringComparison.Ordinal);
        return !rest.Contains(legRoot, StringComparison.Ordinal);
    }

    private static bool IsPlain(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private sealed class Reading(ImmutableArray<string> arguments)
    {
        private int at;

        public List<UnitWord> All { get; } = [];

        public List<string> CrateTypes { get; } = [];

        /// <summary>Where words say in which folders native libraries are.</summary>
        private List<int> NativeFolders { get; } = [];

        public string? CrateName { get; private set; }

        public string? ExtraFileName { get; private set; }

        public string? OutDirectory { get; private set; }

        public string? Source { get; private set; }

        /// <summary>cargo caps the lints of dependencies only.</summary>
        public bool IsCapped => All.Exists(word => word.Text.StartsWith("--cap-lints", StringComparison.Ordinal));

        /// <returns>False where a word is not known.</returns>
        public bool ReadAll()
        {
            while (at < arguments.Length)
            {
                if (!ReadWord(arguments[at++]))
                    return false;
            }

            return true;
        }

        private bool ReadWord(string word) => word switch
        {
            "--out-dir" => Next() is { } folder && (OutDirectory = folder) is not null,
            "--extern" => Next() is { } dependency && AddExtern(dependency),
            "-L" => Next() is { } folder && AddFolder(folder),
            _ when WithValue.Contains(word) => Next() is { } value && AddOption(word, value),
            _ when word.StartsWith("--emit=", StringComparison.Ordinal) => !word["--emit=".Length..].Contains('=', StringComparison.Ordinal) && Add(word),
            _ when Array.Exists(Joined, word.StartsWith) => Add(word),
            _ => Source is null && word.EndsWith(".rs", StringComparison.Ordinal) && !word.StartsWith('-') && Add(Source = word),
        };

        /// <summary>
        /// cargo names the folders of native libraries to all that depend on a package that has some; who links nothing does not look there.
        /// </summary>
        /// <param name="isForeign">The folder is of the leg, and not the unit's own.</param>
        public void ForgetNativeFolders(Func<string, bool> isForeign)
        {
            if (CrateTypes.Exists(type => type is "bin" or "proc-macro") || All.Exists(word => word.Text == "-l"))
                return;

            foreach (var at in NativeFolders.AsEnumerable().Reverse().Where(at => isForeign(All[at + 1].Text)))
                All.RemoveRange(at, 2);
        }

        private string? Next() => at < arguments.Length ? arguments[at++] : null;

        private bool Add(string word)
        {
            All.Add(new UnitWord(word));
            return true;
        }

        private bool AddExtern(string dependency)
        {
            Add("--extern");
            var equals = dependency.IndexOf('=');
            if (equals < 0)
                return Add(dependency);

            All.Add(new UnitWord(dependency[..(equals + 1)], Path.GetFileName(dependency)));
            return true;
        }

        private bool AddFolder(string folder)
        {
            if (folder.StartsWith("dependency=", StringComparison.Ordinal))
                return true;

            NativeFolders.Add(All.Count);
            return Add("-L") && Add(folder);
        }

        private bool AddOption(string option, string value)
        {
            switch (option)
            {
                case "--crate-name":
                    CrateName = value;
                    break;
                case "--crate-type":
                    CrateTypes.Add(value);
                    break;
                case "-C" or "--codegen" when value.StartsWith("extra-filename=", StringComparison.Ordinal):
                    ExtraFileName = value["extra-filename=".Length..];
                    break;
                case "-C" or "--codegen" when value.StartsWith("incremental", StringComparison.Ordinal) || value.StartsWith("split-debuginfo=packed", StringComparison.Ordinal):
                    return false;
            }

            return Add(option) && Add(value);
        }
    }
}
