using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Matrix.Results;

/// <summary>
/// What <c>matrix.yaml</c> calls a code generator with its settings: <c>llvm</c>, <c>cranelift</c>, <c>cranelift-o1</c>. At most 40 lower-case letters,
/// digits, dots, dashes; it ends as no leg's name does (<see cref="LegName"/>).
/// </summary>
[JsonConverter(typeof(BackendNameJsonConverter))]
public readonly partial record struct BackendName
{
    /// <summary>The baseline, where matrix.yaml names none.</summary>
    public static readonly BackendName Llvm = new("llvm");

    /// <summary>The candidate, where matrix.yaml names none.</summary>
    public static readonly BackendName Cranelift = new("cranelift");

    private const string AgainSuffix = "-again";

    private const int Longest = 40;

    private readonly string? value;

    private BackendName(string value) => this.value = value;

    public string Value => value ?? "";

    /// <exception cref="FormatException">The text is not the name of a backend.</exception>
    public static BackendName Parse(string text) => TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not the name of a backend");

    public static bool TryParse(string text, out BackendName name)
    {
        var isOne = text.Length is > 0 and <= Longest && Form.IsMatch(text) && !LegName.EndsAsALegDoes(text);
        name = isOne ? new BackendName(text) : default;
        return isOne;
    }

    /// <summary>For people, where nothing else was said.</summary>
    public string DefaultTitle => Value switch
    {
        "llvm" => "LLVM",
        "cranelift" => "Cranelift",
        "gcc" => "GCC",
        var name when name.EndsWith(AgainSuffix, StringComparison.Ordinal) => $"{new BackendName(name[..^AgainSuffix.Length]).DefaultTitle} the second time",
        var name => name,
    };

    /// <summary>What the baseline is called where it stands in the candidate's place.</summary>
    public BackendName Again() => new(Value + AgainSuffix);

    public override string ToString() => Value;

    [GeneratedRegex("^[a-z0-9]+([.-][a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Form { get; }
}

internal sealed class BackendNameJsonConverter : JsonConverter<BackendName>
{
    public override BackendName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BackendName.TryParse(reader.GetString() ?? "", out var name) ? name : throw new JsonException($"'{reader.GetString()}' is not the name of a backend");

    public override void Write(Utf8JsonWriter writer, BackendName value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
