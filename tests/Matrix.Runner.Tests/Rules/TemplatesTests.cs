using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Corpus;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Rules;

/// <summary>What the backend's source can say, one line of rules/templates.jsonl each, and the rule that decides it.</summary>
public sealed partial class TemplatesTests
{
    private const string None = "none";
    private const string Before2024 = "before 2024";

    // 382 of 402. A text that LLVM says as well, or that nothing can be told by, may be none; a new message of the backend's own may not.
    private const double KnownAim = 0.94;

    private static readonly string[] Keys = ["template", "file", "since", "until", "when", "target", "rule", "example"];

    // The sources were read up to here: what is in them still is printed by a backend of this day.
    private static readonly DateOnly LastLook = new(2026, 8, 21);

    private static IReadOnlyList<JsonElement> Templates { get; } =
        [.. File.ReadLines(Repository.PathOf("rules/templates.jsonl")).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    [Test]
    public void Each_template_is_decided_by_the_rule_that_its_line_names_from_its_first_day_to_its_last() => Assert.That(
        from template in Templates
        from backend in new[] { Since(template), Until(template) ?? LastLook }
        let rule = Deciding(template, backend)
        where rule != Text(template, "rule")
        select $"{rule} and not {Text(template, "rule")} on {backend:yyyy-MM-dd}: {Shown(template)}",
        Is.Empty);

    [Test]
    public void Nearly_all_are_known() =>
        Assert.That(Templates.Count(template => Text(template, "rule") != None) / (double)Templates.Count, Is.GreaterThanOrEqualTo(KnownAim));

    [Test]
    public void A_line_has_every_key_and_a_note_where_no_rule_decides() => Assert.That(
        Templates.Where(template => !template.EnumerateObject().Select(pair => pair.Name).SequenceEqual(Text(template, "rule") == None ? [.. Keys, "note"] : Keys))
            .Select(Shown),
        Is.Empty);

    [Test]
    public void A_template_has_its_time_and_its_place() => Assert.Multiple(() =>
    {
        Assert.That(Templates.Where(template => Until(template) < Since(template)).Select(Shown), Is.Empty);
        Assert.That(Templates.Select(template => Text(template, "when")), Is.All.AnyOf(WireName.Of(When.Building), WireName.Of(When.Testing)));
        Assert.That(Templates.Select(template => Text(template, "target")), Is.All.AnyOf("any", "x86_64", "aarch64"));
        Assert.That(Templates.Select(template => Text(template, "file")), Is.All.Match(@"^(src|cranelift)/.*\.rs$"));
    });

    [Test]
    public void What_stands_between_the_placeholders_of_a_template_stands_in_its_example() =>
        Assert.That(Templates.Where(template => !IsFilledIn(Text(template, "template"), Text(template, "example"))).Select(Shown), Is.Empty);

    [Test]
    public void No_line_stands_twice() => Assert.That(Templates.Select(template => template.GetRawText()), Is.Unique);

    private static string Deciding(JsonElement template, DateOnly backend)
    {
        var target = Text(template, "target");
        var phase = Text(template, "when") == WireName.Of(When.Testing) ? Phase.Test : Phase.Build;
        var context = new LogContext(phase, Arch: target == "any" ? null : target, Backend: backend);
        return SingleLogClassifier.Matches(OurRules.All, Text(template, "example"), context).FirstOrDefault()?.Rule.Id ?? None;
    }

    private static bool IsFilledIn(string template, string example)
    {
        var from = 0;
        foreach (var piece in Placeholder.Split(template))
        {
            var at = example.IndexOf(piece, from, StringComparison.Ordinal);
            if (at < 0)
                return false;

            from = at + piece.Length;
        }

        return true;
    }

    private static DateOnly Since(JsonElement template) => Text(template, "since") is var since && since == Before2024 ? new DateOnly(2023, 12, 31) : Date(since);

    private static DateOnly? Until(JsonElement template) => template.GetProperty("until").GetString() is { } until ? Date(until) : null;

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Shown(JsonElement template) => $"{Text(template, "file")}: {Text(template, "template")}";

    private static string Text(JsonElement template, string key) => template.GetProperty(key).GetString()!;

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Placeholder { get; }
}
