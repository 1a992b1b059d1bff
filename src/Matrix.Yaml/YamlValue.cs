using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Yaml;

/// <summary>A value and its place. What it cannot be read as is noted among the problems, and comes back as null.</summary>
internal readonly partial record struct YamlValue(YamlNode Node, NodePath Path, Problems Problems)
{
    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);

    /// <summary>One line of text.</summary>
    public string? Text() => Scalar("text")?.Text switch
    {
        null => null,
        "" => Refuse("is empty"),
        var text when text.AsSpan().ContainsAny(ControlCharacters) => Refuse("must be a single line, without control characters"),
        var text => text,
    };

    /// <summary>One line of text of a certain shape.</summary>
    /// <param name="refusal">What is wrong with a text, or null.</param>
    public string? Text(Func<string, string?> refusal) =>
        Text() is not { } text ? null
        : refusal(text) is { } reason ? Refuse($"{reason}, not {Quoted.Of(text)}")
        : text;

    /// <summary>Text that may be empty and may have several lines.</summary>
    public string? FreeText() =>
        Scalar("text")?.Text is not { } text ? null
        : text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t')) ? Refuse("must not contain control characters")
        : text;

    public bool? Flag() => Plain("true or false") switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => Refuse<bool>($"must be true or false, not {Quoted.Of(text)}"),
    };

    public long? WholeNumber(long least, long most)
    {
        if (Plain("a whole number") is not { } text)
            return null;

        if (!WholeNumberShape.IsMatch(text))
            return Refuse<long>($"must be a whole number, not {Quoted.Of(text)}");

        var fits = long.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;
        return fits ? number : Refuse<long>($"must be {Range(least, most)}, not {Quoted.Bare(text)}");
    }

    public double? Number(double least)
    {
        if (Plain("a number") is not { } text)
            return null;

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return Refuse<double>($"must be a number, not {Quoted.Of(text)}");

        return number >= least ? number : Refuse<double>($"must be {least} or more, not {Quoted.Bare(text)}");
    }

    public DateOnly? Date() =>
        Scalar("a date")?.Text is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : Refuse<DateOnly>($"must be a date like 2027-03-01, not {Quoted.Of(text)}");

    /// <summary>An enum's member by its name on the wire.</summary>
    public T? OneOf<T>() where T : struct, Enum =>
        OneOf(WireName.All<T>()) is { } name && WireName.TryParse<T>(name, out var value) ? value : null;

    public string? OneOf(IReadOnlyList<string> names)
    {
        var text = Scalar("one of " + string.Join(", ", names))?.Text;
        if (text is null || names.Contains(text))
            return text;

        return NearestName.Of(text, names) is { } near
            ? Refuse($"does not know {Quoted.Of(text)}; did you mean '{near}'?")
            : Refuse($"must be one of {string.Join(", ", names)}, not {Quoted.Of(text)}");
    }

    public ImmutableArray<T>? List<T>(Func<YamlValue, T?> read) where T : class =>
        Items()?.Select(read).OfType<T>().ToImmutableArray();

    /// <summary>As <see cref="List"/>, of values that are no objects.</summary>
    public ImmutableArray<T>? Values<T>(Func<YamlValue, T?> read) where T : struct =>
        Items()?.Select(read).OfType<T>().ToImmutableArray();

    /// <param name="known">The keys that it may have; null: any.</param>
    public YamlMapping? Mapping(IReadOnlyList<string>? known = null)
    {
        if (Node is not YamlNode.Mapping node)
        {
            Refuse($"must be a mapping, not {Kind}");
            return null;
        }

        var mapping = new YamlMapping(node, Path, Problems);
        if (known is not null)
            mapping.RefuseOthersThan(known);

        return mapping;
    }

    public YamlNode.Sequence? Sequence()
    {
        if (Node is YamlNode.Sequence sequence)
            return sequence;

        Refuse($"must be a list, not {Kind}");
        return null;
    }

    private IEnumerable<YamlValue>? Items()
    {
        var (path, problems) = (Path, Problems);
        return Sequence()?.Items.Select((item, position) => new YamlValue(item, path.Item(position), problems));
    }

    /// <summary>Notes what is wrong with the value.</summary>
    public string? Refuse(string problem)
    {
        Problems.Add(Node.Line, $"{Path} {problem}");
        return null;
    }

    public T? Refuse<T>(string problem) where T : struct
    {
        Refuse(problem);
        return null;
    }

    public YamlNode.Scalar? Scalar(string expected)
    {
        if (Node is YamlNode.Scalar { IsNull: false } scalar)
            return scalar;

        Refuse(Node is YamlNode.Scalar ? "has no value" : $"must be {expected}, not {Kind}");
        return null;
    }

    private string? Plain(string expected) =>
        Scalar(expected) is not { } scalar ? null
        : scalar.IsPlain ? scalar.Text
        : Refuse($"must be {expected}, not the text {Quoted.Of(scalar.Text)}");

    private string Kind => Node switch
    {
        YamlNode.Mapping => "a mapping",
        YamlNode.Sequence => "a list",
        YamlNode.Scalar { IsNull: true } => "empty",
        YamlNode.Scalar scalar => Quoted.Of(scalar.Text),
        _ => throw new InvalidOperationException("a new kind of node"),
    };

    private static string Range(long least, long most) => most == long.MaxValue ? $"{least} or more" : $"from {least} to {most}";

    [GeneratedRegex(@"^[+-]?[0-9]+\z")]
    private static partial Regex WholeNumberShape { get; }
}
