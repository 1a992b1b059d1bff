using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Yaml;

namespace Matrix.Runner.Configuration;

/// <summary>A code generator as matrix.yaml has it: an entry of <c>backends</c>.</summary>
/// <param name="Codegen">What rustc calls it, or the absolute path of a library.</param>
internal sealed record BackendConfig(BackendName Name, string Codegen)
{
    /// <summary>For people; null: by its name.</summary>
    public string? Title { get; init; }

    public ImmutableArray<string> Rustflags { get; init; } = [];

    /// <summary>More of cargo's configuration, <c>key=value</c>.</summary>
    public ImmutableArray<string> Config { get; init; } = [];

    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Where the entry stands: <c>matrix.yaml:12</c>; of the defaults, what they are.</summary>
    public string Position { get; init; } = "the defaults";

    public bool IsLibrary => Codegen.Contains('/');
}

/// <summary>What a sweep may compare.</summary>
/// <param name="Baseline">A name in <see cref="All"/>.</param>
/// <param name="Candidates">Names in <see cref="All"/>, at least one; the first is compared where nobody names another.</param>
internal sealed record BackendChoice(ImmutableArray<BackendConfig> All, BackendName Baseline, ImmutableArray<BackendName> Candidates)
{
    public static readonly BackendChoice Default = new(
        [new BackendConfig(BackendName.Llvm, "llvm"), new BackendConfig(BackendName.Cranelift, "cranelift")], BackendName.Llvm, [BackendName.Cranelift]);

    public BackendConfig Of(BackendName name) => All.First(backend => backend.Name == name);

    /// <param name="named">On the command line; null: the first candidate.</param>
    /// <exception cref="MatrixException">There is no such candidate.</exception>
    public BackendConfig Candidate(string? named)
    {
        if (named is null)
            return Of(Candidates[0]);

        var found = All.FirstOrDefault(backend => backend.Name.Value == named && backend.Name != Baseline);
        return found ?? throw new MatrixException(
            ExitCode.Usage,
            named == Baseline.Value ? $"--backend {named} is the baseline, and nothing to compare with itself" : $"--backend {named} is not known",
            $"name one of {string.Join(", ", All.Select(backend => backend.Name).Where(name => name != Baseline))}, or add it under 'backends' in matrix.yaml");
    }
}

/// <summary>The part of matrix.yaml that says what is compared with what.</summary>
internal static partial class BackendsReader
{
    private static readonly string[] Said = ["backends", "baseline", "candidates"];

    private static readonly string[] Keys = ["codegen-backend", "title", "rustflags", "config", "env"];

    /// <param name="root">Of matrix.yaml.</param>
    /// <param name="folder">Of the file: paths of libraries are relative to it.</param>
    /// <param name="shown">The file as messages name it.</param>
    public static BackendChoice Backends(this YamlMapping root, string folder, string shown)
    {
        var choice = BackendChoice.Default;
        if (!Said.Any(key => root.Find(key) is not null))
            return choice;

        if (root.Find("backends")?.Mapping() is { } backends)
            choice = choice with { All = [.. backends.All.Select(entry => Backend(backends, entry, folder, shown)).OfType<BackendConfig>()] };

        var baseline = root.Find("baseline") is { } named ? Known(named, choice.All) ?? choice.Baseline : choice.Baseline;
        var candidates = root.Find("candidates") is { } list ? list.Values(name => Candidate(name, choice.All, baseline)) ?? [] : [];
        if (root.Find("candidates") is { } given && candidates.IsEmpty)
            given.Refuse("names no candidate");
        if (candidates.IsEmpty)
            candidates = [.. choice.All.Select(backend => backend.Name).Where(name => name != baseline).Take(1)];
        if (root.Find("backends") is { } all && (choice.All.All(backend => backend.Name != baseline) || candidates.IsEmpty))
            all.Refuse($"must have the baseline ({baseline}) and a candidate");

        return candidates.IsEmpty ? BackendChoice.Default : choice with { Baseline = baseline, Candidates = candidates };
    }

    private static BackendConfig? Backend(YamlMapping backends, KeyValuePair<string, YamlValue> entry, string folder, string shown)
    {
        if (!BackendName.TryParse(entry.Key, out var name))
            backends.Refuse(entry.Key, "is no name for a backend: lower-case letters, digits, dots and dashes, not ending as a leg's name does (-abort, -without-lto, …)");
        if (entry.Value.Mapping(Keys) is not { } backend)
            return null;

        var codegen = backend.Require("codegen-backend")?.Text(text => text.Contains('/') || CodegenName.IsMatch(text) ? null : "must be a name that rustc knows (llvm, cranelift, gcc), or the path of a library (with a '/')");
        return codegen is null || name == default ? null : new BackendConfig(name, codegen.Contains('/') ? Path.GetFullPath(codegen, folder) : codegen)
        {
            Title = backend.Find("title")?.Text(),
            Rustflags = backend.Find("rustflags")?.List(flag => flag.Text(NamesBackend)) ?? [],
            Config = backend.Find("config")?.List(line => line.Text(text => text.Contains('=') ? NamesBackend(text) : "must be like profile.dev.opt-level=1")) ?? [],
            Environment = backend.Find("env") is { } variables ? EnvironmentRules.Variables(variables) ?? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty,
            Position = $"{shown}:{entry.Value.Node.Line}",
        };
    }

    // A leg says itself which backend compiles it, and is believed only because nothing else does.
    private static string? NamesBackend(string text) => text.Replace('_', '-').Contains("codegen-backend", StringComparison.Ordinal) ? "must not name a codegen-backend, which has its own key" : null;

    private static BackendName? Candidate(YamlValue value, ImmutableArray<BackendConfig> all, BackendName baseline)
    {
        if (Known(value, all) is not { } name)
            return null;
        if (name != baseline)
            return name;

        value.Refuse($"is the baseline, {baseline}, which is compared with nothing");
        return null;
    }

    private static BackendName? Known(YamlValue value, ImmutableArray<BackendConfig> all)
    {
        var names = all.Select(backend => backend.Name.Value).ToList();
        return value.OneOf(names) is { } name ? BackendName.Parse(name) : null;
    }

    [GeneratedRegex("^[a-z0-9_]+$", RegexOptions.NonBacktracking)]
    private static partial Regex CodegenName { get; }
}
