using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Yaml;

namespace Matrix.Report.Issues.Text;

/// <summary>An <see cref="IssueMarker"/> as the YAML that stands in a hidden comment.</summary>
internal static partial class IssueMarkerText
{
    private const string Day = "yyyy-MM-dd";
    private const string EscapedHyphen = @"\U0000002d";
    private const string Hint = "mend the rule in the hidden comment at the top of the issue's body";

    private static readonly SearchValues<char> Harmless = SearchValues.Create(" .,:;/_*()[]{}=+%|?!'$&^~");

    private static readonly string[] Keys = ["format", "issue", "id", "match", "told"];
    private static readonly string[] MatchKeys = ["class", "subclass", "signature", "platforms", "crates"];
    private static readonly string[] ToldKeys = ["platforms", "crates", "since", "returns", "closed"];

    /// <exception cref="MatrixException">It is not what <see cref="Write"/> writes, nor an edit of it that has a meaning.</exception>
    public static IssueMarker Read(string text)
    {
        var file = new YamlFile("/mark", "mark", Encoding.UTF8.GetBytes(text));
        var problems = new Problems(file.Shown, Hint);
        var root = new YamlValue(YamlComposer.Compose(file, problems), NodePath.Root, problems).Mapping(Keys);
        root?.RequireFormat();
        var mark = root is null ? null : Read(root, text);
        if (!problems.Any && mark is { Match: { } match, MatchText: { } kept } && !IsKept(match.Any, kept))
            root!.Refuse("match", "is not written as it can be kept: 'match:' at the start of a line, and all of it indented below");
        problems.ThrowIfAny();
        return mark!;
    }

    /// <summary>The id, also of a mark that cannot be read: so that no second issue is opened beside it. Empty: none.</summary>
    public static string IdIn(string text) => IdLine.Match(text) is { Success: true } found ? found.Groups["id"].Value.Replace(EscapedHyphen, "-", StringComparison.Ordinal) : "";

    public static string Write(IssueMarker mark)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"format: {IssueMarker.CurrentFormat}\nissue: {WireName.Of(mark.Kind)}\nid: {Scalar(mark.Id)}\n");
        if (mark.MatchText is not null)
            text.Append(mark.MatchText);
        else if (mark.Match is { } match)
            Write(match, text);
        if (mark.Kind == IssueKind.Cause)
            text.Append(CultureInfo.InvariantCulture, $"told: {{ platforms: [{string.Join(", ", mark.Notified.Platforms.Select(Scalar))}], crates: {mark.Notified.Crates}, {Since(mark.Notified)}{Returns(mark.Notified)}closed: {(mark.Notified.Closed ? "true" : "false")} }}\n");
        return text.ToString();
    }

    private static IssueMarker? Read(YamlMapping root, string text)
    {
        var kind = root.Require("issue")?.OneOf<IssueKind>();
        var id = root.Require("id")?.Text();
        var match = kind == IssueKind.Cause ? root.Require("match")?.List(Rule) : null;
        var told = root.Find("told")?.Mapping(ToldKeys);
        if (match is { IsEmpty: true })
            root.Refuse("match", "holds for nothing");
        return kind is null || id is null ? null : new IssueMarker
        {
            Kind = kind.Value,
            Id = id,
            Match = match is { } rules ? new CauseMatch(rules) : null,
            MatchText = match is null ? null : MatchTextIn(text),
            Notified = told is null ? Notified.Nothing : new Notified(
                [.. told.Find("platforms")?.List(item => item.Text()) ?? []],
                (int?)told.Find("crates")?.WholeNumber(0, int.MaxValue) ?? 0,
                told.Find("closed")?.Flag() ?? false)
            {
                Since = told.Find("since")?.Date(),
                Returns = (int?)told.Find("returns")?.WholeNumber(0, int.MaxValue) ?? 0,
            },
        };
    }

    private static string Since(Notified told) => told.Since is { } day ? $"since: {day.ToString(Day, CultureInfo.InvariantCulture)}, " : "";

    private static string Returns(Notified told) => told.Returns > 0 ? $"returns: {told.Returns.ToString(CultureInfo.InvariantCulture)}, " : "";

    private static MatchRule? Rule(YamlValue value)
    {
        if (value.Mapping(MatchKeys) is not { } rule || rule.Require("class")?.Text() is not { } named)
            return null;

        return new MatchRule(named)
        {
            Subclass = rule.Find("subclass")?.FreeText(),
            Signature = rule.Find("signature")?.FreeText(),
            Platforms = rule.Find("platforms")?.List(item => item.Text()) ?? [],
            Crates = rule.Find("crates")?.List(item => item.Text()) ?? [],
        };
    }

    private static void Write(CauseMatch match, StringBuilder text)
    {
        text.Append("match:\n");
        foreach (var rule in match.Any)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - class: {Scalar(rule.Class)}\n");
            Write("subclass", rule.Subclass, text);
            Write("signature", rule.Signature, text);
            Write("platforms", rule.Platforms, text);
            Write("crates", rule.Crates, text);
        }
    }

    private static void Write(string key, string? value, StringBuilder text)
    {
        if (value is not null)
            text.Append(CultureInfo.InvariantCulture, $"    {key}: {Scalar(value)}\n");
    }

    private static void Write(string key, ImmutableArray<string> values, StringBuilder text)
    {
        if (!values.IsEmpty)
            text.Append(CultureInfo.InvariantCulture, $"    {key}: [{string.Join(", ", values.Select(Scalar))}]\n");
    }

    // What is written again must say the same.
    private static bool IsKept(ImmutableArray<MatchRule> rules, string text)
    {
        var problems = new Problems("mark", Hint);
        try
        {
            var root = new YamlValue(YamlComposer.Compose(new YamlFile("/mark", "mark", Encoding.UTF8.GetBytes(text)), problems), NodePath.Root, problems).Mapping();
            return root?.Find("match")?.List(Rule) is { } kept && !problems.Any && Written(rules) == Written(kept);
        }
        catch (MatrixException)
        {
            return false;
        }
    }

    private static string Written(ImmutableArray<MatchRule> rules)
    {
        var text = new StringBuilder();
        Write(new CauseMatch(rules), text);
        return text.ToString();
    }

    // The key's line, and all below it that is indented, a list at the margin, empty or a comment: up to the next key.
    private static string MatchTextIn(string text)
    {
        var lines = text.Split('\n');
        var start = Array.FindIndex(lines, line => line.StartsWith("match:", StringComparison.Ordinal));
        var end = start < 0 ? -1 : Array.FindIndex(lines, start + 1, line => line.Length > 0 && line[0] is not (' ' or '-' or '#'));
        return start < 0 ? "" : string.Concat(lines[start..(end < 0 ? lines.Length - 1 : end)].Select(line => line + "\n"));
    }

    // Parts of log lines stand here: nothing in them may end the comment, notify somebody or be read as YAML.
    private static string Scalar(string text)
    {
        if (PlainScalar.IsMatch(text))
            return text;

        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            _ = rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || Harmless.Contains((char)rune.Value) || (rune.Value == '-' && quoted[^1] != '-'))
                ? quoted.Append((char)rune.Value)
                : quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        return quoted.Append('"').ToString();
    }

    // Neither a number nor true nor null, and no hyphen beside another.
    [GeneratedRegex(@"\A(?!(?:true|false|null|yes|no|on|off)\z)[A-Za-z](?:[A-Za-z0-9._]|-(?!-))*\z", RegexOptions.IgnoreCase)]
    private static partial Regex PlainScalar { get; }

    [GeneratedRegex(@"^id: ""?(?<id>(?:[A-Za-z0-9._-]|\\U0000002d)+)""?\s*$", RegexOptions.Multiline)]
    private static partial Regex IdLine { get; }
}
