using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Runner.Isolation;

namespace Matrix.Runner.Legs.Cargo;

/// <summary>A <c>compiler-artifact</c> message of cargo: something it built.</summary>
/// <param name="Package"><c>name version</c>.</param>
/// <param name="Kind"><c>lib</c>, <c>bin</c>, <c>test</c>, <c>example</c>, <c>custom-build</c>, <c>proc-macro</c>, ….</param>
/// <param name="IsTest">Built to be run by <c>cargo test</c>.</param>
/// <param name="Executable">Absolute path, where it is one.</param>
internal sealed record Artifact(
    string Package, string ManifestPath, string Kind, string Name, bool IsTest, string? Executable, ImmutableArray<string> Files)
{
    /// <summary>The root file of the target, absolute.</summary>
    public string SourcePath { get; init; } = "";

    /// <summary>It was there already: nothing was compiled for it.</summary>
    public bool IsFresh { get; init; }

    /// <summary>It is of the same target, in the same flavour.</summary>
    public bool IsSameAs(Artifact other) => ManifestPath == other.ManifestPath && Kind == other.Kind && Name == other.Name && IsTest == other.IsTest;

    /// <summary>As cargo names it.</summary>
    public string TargetName => TargetNameOf(Kind, Name);

    /// <param name="kind">The first of cargo's words for what it is.</param>
    public static string TargetNameOf(string kind, string name) => $"{(kind is "bin" or "test" or "example" or "bench" ? kind : "lib")} {name}";

    public static Artifact Read(JsonElement message)
    {
        var target = message.GetProperty("target");
        return new Artifact(
            PackageOf(message),
            message.GetProperty("manifest_path").GetString() ?? "",
            target.GetProperty("kind")[0].GetString() ?? "",
            target.GetProperty("name").GetString() ?? "",
            message.GetProperty("profile").GetProperty("test").GetBoolean(),
            message.GetProperty("executable").GetString(),
            [.. message.GetProperty("filenames").EnumerateArray().Select(file => file.GetString() ?? "")])
        {
            IsFresh = message.TryGetProperty("fresh", out var fresh) && fresh.ValueKind == JsonValueKind.True,
            SourcePath = target.TryGetProperty("src_path", out var path) ? path.GetString() ?? "" : "",
        };
    }

    /// <summary>
    /// <c>name version</c> of a package id: <c>registry+https://…#name@1.2.3</c>, or <c>path+file:///…/name#1.2.3</c> where the name is the
    /// folder's.
    /// </summary>
    public static string PackageOf(JsonElement message)
    {
        var id = message.GetProperty("package_id").GetString() ?? "";
        var fragment = id[(id.LastIndexOf('#') + 1)..];
        var at = fragment.IndexOf('@');
        if (at >= 0)
            return $"{fragment[..at]} {fragment[(at + 1)..]}";

        // A repository may have a query: git+https://…/name?branch=main#1.2.3.
        var folder = id[..Math.Max(0, id.LastIndexOf('#'))].Split('?')[0];
        return $"{folder[(folder.LastIndexOf('/') + 1)..]} {fragment}";
    }
}

/// <summary>
/// Names that bindings mark with <c>\u{1}</c>, LLVM's sign for "as it is": Cranelift takes the mark as a part of the name, so that the
/// linker misses a symbol that is there (https://github.com/rust-lang/rustc_codegen_cranelift/issues/1520). The linker's message may
/// not show the mark; the object file that the message is about does.
/// </summary>
internal sealed partial class LinkNames(LegDirectories directories)
{
    /// <summary>The rule whose line names a symbol that the linker did not find.</summary>
    public const string Rule = "undefined-symbol";

    private const int MostObjects = 2000;
    private const int MostSymbols = 20;   // a linker may miss hundreds; the first ones tell as much as all

    /// <summary>The linker's words as they would be with the mark, for those of its lines that are about a marked name.</summary>
    public IEnumerable<string> Marked(IEnumerable<Evidence> undefined) =>
        undefined.Select(line => Symbol.Match(line.Text)).Where(match => match.Success).Select(match => match.Groups["symbol"].Value).Distinct()
            .Take(MostSymbols)
            .Where(IsMarked)
            .Select(symbol => $"==> undefined reference to `\u0001{symbol}': so an object file of this build calls it");

    private bool IsMarked(string symbol)
    {
        byte[] name = [1, .. Encoding.UTF8.GetBytes(symbol), 0];
        return BuiltFiles.In(directories.Target, "*.o").Take(MostObjects).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(name) >= 0);
    }

    [GeneratedRegex(@"undefined reference to [`'](?<symbol>[\w.$]+)'")]
    private static partial Regex Symbol { get; }
}
