using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Matrix.Runner.Legs;

/// <summary>One call of rustc or rustdoc, read from the command line that cargo printed for it.</summary>
internal sealed record RustcInvocation
{
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>What it was called with in front of the program: <c>NAME=value</c> words.</summary>
    public required ImmutableDictionary<string, string> Environment { get; init; }

    public string CrateName => Option("--crate-name") ?? "";

    /// <summary><c>name version</c> of the package it compiles.</summary>
    public string Package => $"{Environment.GetValueOrDefault("CARGO_PKG_NAME", "?")} {Environment.GetValueOrDefault("CARGO_PKG_VERSION", "?")}";

    /// <summary>It makes a libtest executable.</summary>
    public bool IsTest => Arguments.Contains("--test");

    /// <summary>The suffix of its output files: <c>-0123456789abcdef</c>.</summary>
    public string? ExtraFileName => CodegenOption("extra-filename");

    /// <summary>The value of <c>-Zcodegen-backend</c>; null where rustc was not told.</summary>
    public string? Backend => LastUnstableOption("codegen-backend");

    /// <summary>It writes code: not only metadata.</summary>
    public bool GeneratesCode => Option("--emit") is not { } emit || emit.Split(',').Contains("link");

    /// <summary>What a cargo profile decides: <c>opt-level=3</c>, <c>lto=fat</c>, ….</summary>
    public IEnumerable<string> ProfileOptions =>
        CodegenFlags.Where(flag => ProfileKeys.Contains(flag.Split('=')[0])).Distinct();

    public string? CodegenOption(string name) => FlagValues("-C", name).LastOrDefault();

    /// <summary>
    /// The command line of a <c>Running</c> line of cargo, without the back-ticks; null where the program is another.
    /// </summary>
    public static RustcInvocation? Parse(string commandLine)
    {
        var words = ShellWords.Split(commandLine);
        var environment = ImmutableDictionary.CreateBuilder<string, string>();
        var program = 0;
        for (; program < words.Count && IsAssignment(words[program]); program++)
        {
            var equals = words[program].IndexOf('=');
            environment[words[program][..equals]] = words[program][(equals + 1)..];
        }

        if (program == words.Count || Path.GetFileName(words[program]) is not ("rustc" or "rustdoc"))
            return null;

        return new RustcInvocation { Arguments = [.. words.Skip(program + 1)], Environment = environment.ToImmutable() };
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=');
        return equals > 0 && word.AsSpan(0, equals).IndexOfAnyExcept(AssignmentNames) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> AssignmentNames =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private string? Option(string name)
    {
        var at = Arguments.IndexOf(name);
        if (at >= 0 && at + 1 < Arguments.Length)
            return Arguments[at + 1];

        return Arguments.FirstOrDefault(argument => argument.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
    }

    private static readonly FrozenSet<string> ProfileKeys =
        new[] { "opt-level", "lto", "panic", "debuginfo", "codegen-units", "overflow-checks", "debug-assertions", "strip", "linker-plugin-lto", "split-debuginfo" }
            .ToFrozenSet();

    private IEnumerable<string> CodegenFlags => Flags("-C");

    private string? LastUnstableOption(string name) => FlagValues("-Z", name).LastOrDefault();

    private IEnumerable<string> FlagValues(string flag, string name)
    {
        var prefix = name + "=";
        return Flags(flag).Where(value => value.StartsWith(prefix, StringComparison.Ordinal)).Select(value => value[prefix.Length..]);
    }

    // Both forms: "-C name=value" and "-Cname=value".
    private IEnumerable<string> Flags(string flag)
    {
        for (var at = 0; at < Arguments.Length; at++)
        {
            if (Arguments[at] == flag && at + 1 < Arguments.Length)
                yield return Arguments[++at];
            else if (Arguments[at].StartsWith(flag, StringComparison.Ordinal) && Arguments[at].Length > flag.Length)
                yield return Arguments[at][flag.Length..];
        }
    }
}
