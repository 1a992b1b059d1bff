using System.Collections.Immutable;
using System.Text.Json;

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
