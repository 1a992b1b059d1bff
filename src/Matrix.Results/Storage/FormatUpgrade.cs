using System.Text.Json;
using System.Text.Json.Nodes;

namespace Matrix.Results.Storage;

/// <summary>What an older version wrote, in the words of today. Format 1 knew two backends by name, and nothing else that could be compared.</summary>
internal sealed class FormatUpgrade
{
    private static readonly (string Old, string New)[] OfTests =
    [
        ("llvm", "baseline"), ("cranelift", "candidate"), ("llvm-abort", "baseline-abort"), ("cranelift-abort", "candidate-abort"),
        ("llvm-rate", "baseline-rate"), ("cranelift-rate", "candidate-rate"), ("llvm-seconds", "baseline-seconds"), ("cranelift-seconds", "candidate-seconds"),
    ];

    private static readonly string[] Backends = ["llvm", "cranelift"];

    private string candidate = BackendName.Cranelift.Value;

    /// <param name="format">Of <c>run.json</c>.</param>
    /// <returns>Null: it is today's.</returns>
    public static FormatUpgrade? From(int format) => format == 1 ? new FormatUpgrade() : null;

    /// <summary>Before any line, which does not say itself what was compared.</summary>
    /// <exception cref="JsonException">It is not what it should be.</exception>
    public byte[] Manifest(byte[] json) => Changed(json, manifest =>
    {
        var settings = Part(manifest, "settings");
        var toolchain = Part(manifest, "toolchain");
        candidate = settings?["candidate"]?.GetValue<string>() ?? candidate;
        settings?.Remove("candidate");
        var probe = Taken(manifest, "probe");
        var (library, sum, version) = (Taken(toolchain, "backend-library"), Taken(toolchain, "backend-sha256"), Taken(toolchain, "cranelift-version"));
        var isAgain = candidate != BackendName.Cranelift.Value;
        manifest["format"] = RunManifest.CurrentFormat;
        var compared = isAgain ? Backend(candidate, "LLVM the second time", "llvm") : Backend(candidate, "Cranelift", "cranelift");
        if (isAgain)
            compared["is-baseline-again"] = true;
        foreach (var (name, value) in new[] { ("library", library), ("library-sha256", sum), ("version", version), ("probe", probe) }.Where(entry => entry.Item2 is not null))
            compared[name] = value;
        manifest["backends"] = new JsonArray(Backend("llvm", "LLVM", "llvm"), compared);
    });

    /// <param name="file">One of <see cref="ResultsPaths"/>.</param>
    /// <exception cref="JsonException">It is not what it should be.</exception>
    public byte[] Line(string file, byte[] line) => Changed(line, value =>
    {
        switch (file)
        {
            case ResultsPaths.Legs when Part(value, "units") is { } units:
                var by = new JsonObject();
                foreach (var name in Backends)
                {
                    if (Taken(units, name) is { } count && count.GetValue<int>() > 0)
                        by[name == "llvm" && value["leg"]?.GetValue<string>().StartsWith(candidate, StringComparison.Ordinal) == true ? candidate : name] = count;
                }

                units["by"] = by;
                break;
            case ResultsPaths.Verdicts:
                value["candidate"] = candidate;
                foreach (var test in (value["tests"] as JsonArray ?? []).OfType<JsonObject>())
                    Rename(test, OfTests);
                break;
            case ResultsPaths.Ledger:
                value["backend"] = candidate;
                break;
            case ResultsPaths.Speed:
                value["candidate"] = candidate;
                foreach (var round in (value["rounds"] as JsonArray ?? []).OfType<JsonObject>())
                    Rename(round, [("llvm", "baseline"), ("cranelift", "candidate")]);
                break;
        }
    });

    private static byte[] Changed(byte[] json, Action<JsonObject> change)
    {
        try
        {
            var value = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("it is not an object");
            change(value);
            return JsonSerializer.SerializeToUtf8Bytes(value, JsonTypes.Default.JsonObject);
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or ArgumentException)   // another type than it should be; a key twice
        {
            throw new JsonException(error.Message, error);
        }
    }

    private static JsonObject Backend(string name, string title, string codegen) => new() { ["name"] = name, ["title"] = title, ["codegen-backend"] = codegen };

    private static JsonObject? Part(JsonObject of, string name) => of[name] as JsonObject;

    private static JsonNode? Taken(JsonObject? from, string name) => from is not null && from.Remove(name, out var value) ? value : null;

    private static void Rename(JsonObject value, (string Old, string New)[] names)
    {
        foreach (var (old, name) in names)
        {
            if (value.Remove(old, out var held))
                value[name] = held;
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonObject))]
internal sealed partial class JsonTypes : System.Text.Json.Serialization.JsonSerializerContext;
