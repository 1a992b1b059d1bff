using System.Text;
using System.Text.Json;

namespace Matrix.Results.History;

/// <summary>
/// Reads lines of <see cref="PastCrate"/>: by hand, because what the serializer leaves behind for each (two dictionaries, each name of a
/// platform again) is seven times what a crate holds.
/// </summary>
/// <param name="causes">How many the file has.</param>
internal sealed class PastCrateReader(int causes)
{
    private static readonly (byte[] Name, VerdictKind Kind)[] Kinds =
        [.. Enum.GetValues<VerdictKind>().Select(kind => (Encoding.UTF8.GetBytes(WireName.Of(kind)), kind))];

    private static readonly PlatformValues<double> NoSeconds = new([], []);

    private readonly PlatformNames platforms = new();
    private readonly List<string> names = [];
    private readonly List<VerdictKind> kinds = [];
    private readonly List<double> numbers = [];
    private readonly List<PastFailure> failures = [];

    /// <exception cref="JsonException">The line is not a crate.</exception>
    public PastCrate Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            var crate = Crate(ref reader);
            return reader.Read() ? throw new JsonException("something follows the crate") : crate;
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException)   // another type than it should be, no UTF-8; out of range
        {
            throw new JsonException(error.Message, error);
        }
    }

    private PastCrate Crate(ref Utf8JsonReader reader)
    {
        string? name = null;
        long? downloads = null;
        PlatformValues<VerdictKind>? verdicts = null;
        var seconds = NoSeconds;
        PastFailure[] failed = [];
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextProperty(ref reader))
        {
            if (Is(ref reader, "crate"u8))
                name = reader.GetString();
            else if (Is(ref reader, "downloads"u8))
                downloads = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
            else if (Is(ref reader, "verdicts"u8))
                verdicts = ByPlatform(ref reader, kinds, static (ref reader) => Kind(ref reader));
            else if (Is(ref reader, "failures"u8))
                failed = Failures(ref reader);
            else if (Is(ref reader, "seconds"u8))
                seconds = ByPlatform(ref reader, numbers, static (ref reader) => reader.GetDouble());
            else
                PassOver(ref reader);
        }

        return new PastCrate
        {
            Crate = name ?? throw new JsonException("a crate has no name"),
            Downloads = downloads,
            Verdicts = verdicts ?? throw new JsonException("a crate has no verdicts"),
            Failures = failed,
            Seconds = seconds,
        };
    }

    private PlatformValues<T> ByPlatform<T>(ref Utf8JsonReader reader, List<T> values, ValueReader<T> read)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        names.Clear();
        values.Clear();
        while (NextProperty(ref reader))
        {
            var platform = platforms.Of(ref reader);
            if (names.Contains(platform))
                throw new JsonException($"there is more than one value for {platform}");

            names.Add(platform);
            reader.Read();
            values.Add(read(ref reader));
        }

        return new PlatformValues<T>(platforms.Group(names), [.. values]);
    }

    private PastFailure[] Failures(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        failures.Clear();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            failures.Add(Failure(ref reader));

        return [.. failures];
    }

    private PastFailure Failure(ref Utf8JsonReader reader)
    {
        string? platform = null;
        var (cause, tests) = (-1, 0);
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextProperty(ref reader))
        {
            if (Is(ref reader, "platform"u8))
                platform = platforms.Of(ref reader);
            else if (Is(ref reader, "cause"u8))
                cause = reader.GetInt32();
            else if (Is(ref reader, "tests"u8))
                tests = reader.GetInt32();
            else
                PassOver(ref reader);
        }

        return cause >= 0 && cause < causes
            ? new PastFailure(platform ?? throw new JsonException("a failure has no platform"), cause, tests)
            : throw new JsonException($"there is no cause {cause}");
    }

    private static VerdictKind Kind(ref Utf8JsonReader reader)
    {
        foreach (var (name, kind) in Kinds)
        {
            if (reader.ValueTextEquals(name))
                return kind;
        }

        throw new JsonException($"'{reader.GetString()}' is not a verdict");
    }

    private static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Goes on to its value, if it is this property.</summary>
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> property) =>
        reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(property) && reader.Read();

    private static void PassOver(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw new JsonException($"{type} should stand where {reader.TokenType} stands");
    }

    private delegate T ValueReader<T>(ref Utf8JsonReader reader);
}
