using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Yaml;

namespace Matrix.Runner.Rules.Loading;

/// <summary>One entry of a rules file.</summary>
/// <param name="file">As messages name it.</param>
internal sealed partial class RuleReader(string file)
{
    private const int HighestPrecedence = 999;
    private const int FarthestCompanion = 1000;

    private static readonly string[] Keys =
    [
        "id", "class", "subclass", "when", "os", "arch", "backend-from", "backend-before", "exits", "literal", "pattern", "lines", "with",
        "without", "precedence", "confidence", "alone", "issue", "labels", "source", "example", "look-alike",
    ];

    private static readonly string[] CompanionKeys = ["literal", "pattern", "within"];
    private static readonly string[] Systems = [.. KnownPlatforms.Systems, "windows"];
    private static readonly string[] Architectures = ["x86_64", "aarch64"];

    /// <summary>Null where something of it is wrong, which is noted among the problems.</summary>
    public Rule? Read(YamlValue value)
    {
        if (value.Mapping(Keys) is not { } entry)
            return null;

        var id = entry.Require("id")?.Text(IdRefusal);
        var failure = entry.Require("class")?.OneOf<FailureClass>();
        var precedence = (int?)entry.Require("precedence")?.WholeNumber(0, HighestPrecedence);
        var source = entry.Require("source")?.Text();
        var confidence = entry.Find("confidence")?.OneOf<Confidence>() ?? Confidence.Proven;
        var lines = Lines(entry);
        var subclass = Subclass(entry, lines);
        var rule = id is null || failure is null || precedence is null || source is null || lines.IsEmpty ? null : new Rule
        {
            Id = id,
            Class = failure.Value,
            Precedence = precedence.Value,
            Source = source,
            Confidence = confidence,
            Alone = Blames.Of(failure.Value, confidence),
            Lines = lines,
            Subclass = subclass,
            Position = $"{file}:{entry.Line}",
        };
        return WithOptions(entry, rule);
    }

    // Read whatever else is wrong, so that all problems are told in one go.
    private static Rule? WithOptions(YamlMapping entry, Rule? rule)
    {
        var alone = entry.Find("alone")?.OneOf<Blame>();
        var with = Companions(entry, "with");
        var without = Companions(entry, "without");
        var conditions = Conditions(entry);
        var issue = entry.Find("issue")?.Issue();
        var labels = entry.Find("labels")?.List(label => label.Text());
        var example = entry.Find("example")?.FreeText();
        var lookAlikes = entry.Find("look-alike") is { } texts ? LookAlikes(texts) : [];
        return rule is null ? null : rule with
        {
            Alone = alone ?? rule.Alone,
            With = with,
            Without = without,
            Conditions = conditions,
            Issue = issue,
            Labels = labels ?? [],
            Example = example,
            LookAlikes = lookAlikes,
        };
    }

    // Mostly there is one.
    private static ImmutableArray<string> LookAlikes(YamlValue value)
    {
        if (value.Node is not YamlNode.Sequence list)
            return LookAlike(value) is { } text ? [text] : [];

        if (list.Items.Count == 0)
            value.Refuse("is empty");

        return value.List(LookAlike) ?? [];
    }

    // For an empty text no rule holds, whatever it asks for.
    private static string? LookAlike(YamlValue value) =>
        value.FreeText() is not { } text ? null
        : string.IsNullOrWhiteSpace(text) ? value.Refuse("is empty")
        : text;

    private static RuleConditions Conditions(YamlMapping entry)
    {
        var from = entry.Find("backend-from")?.Date();
        var before = entry.Find("backend-before")?.Date();
        if (before <= from)
            entry.Refuse("backend-before", "must be later than backend-from, or the rule never holds");

        return new RuleConditions
        {
            When = entry.Find("when")?.OneOf<When>() ?? When.Always,
            Os = entry.Find("os")?.OneOf(Systems),
            Arch = entry.Find("arch")?.OneOf(Architectures),
            BackendFrom = from,
            BackendBefore = before,
            Exits = entry.Find("exits")?.List(exit => exit.Text(ExitRefusal)) ?? [],
        };
    }

    private static ImmutableArray<LinePattern> Lines(YamlMapping entry)
    {
        if (entry.Find("lines") is not { } lines)
            return entry.Require("literal") is null || Line(entry) is not { } line ? [] : [line];

        if (entry.Find("literal") is not null || entry.Find("pattern") is not null)
            entry.Refuse("lines", "cannot stand beside literal or pattern; put them into it");

        if (lines.Sequence() is { Items.Count: 0 })
            lines.Refuse("is empty");

        return lines.List(item => item.Mapping(["literal", "pattern"]) is { } mapping ? Line(mapping) : null) ?? [];
    }

    private static LinePattern? Line(YamlMapping mapping)
    {
        var literal = mapping.Require("literal")?.Literal();
        return mapping.Find("pattern") is not { } pattern ? literal is null ? null : new LinePattern(literal)
            : pattern.Pattern() is { } regex && literal is not null ? new LinePattern(literal, regex)
            : null;
    }

    private static ImmutableArray<Companion> Companions(YamlMapping entry, string key) =>
        entry.Find(key)?.List(item =>
        {
            if (item.Mapping(CompanionKeys) is not { } companion)
                return null;

            var within = companion.Find("within")?.WholeNumber(0, FarthestCompanion);
            return Line(companion) is { } line ? new Companion(line, (int?)within) : null;
        }) ?? [];

    private static string? Subclass(YamlMapping entry, ImmutableArray<LinePattern> lines)
    {
        if (entry.Find("subclass") is not { } value || value.Text() is not { } subclass)
            return null;

        foreach (var name in Captures.Matches(subclass).Select(capture => capture.Groups["name"].Value))
        {
            if (!lines.Any(line => line.Pattern?.Contains($"(?<{name}>", StringComparison.Ordinal) == true))
                value.Refuse($"names the capture {Quoted.Of(name)}, which no pattern of the rule has");
        }

        return subclass;
    }

    private static string? IdRefusal(string id) => Id.IsMatch(id) ? null : "must be lower-case words joined by hyphens";

    private static string? ExitRefusal(string exit) => Exit.IsMatch(exit) ? null : "must be the name of a signal or an exit code, like SIGABRT or \"101\"";

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Id { get; }

    [GeneratedRegex(@"^(SIG[A-Z0-9]+|signal-[0-9]+|[0-9]{1,10})\z")]
    private static partial Regex Exit { get; }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}")]
    private static partial Regex Captures { get; }
}
