using Matrix.Results;
using Matrix.Yaml;

namespace Matrix.Runner.Crates;

/// <summary>What an entry says in advance: not run, or run with a failure that is known.</summary>
internal static class ExpectEntryReader
{
    private static readonly string[] SkipKeys = ["reason", "when", "until"];
    private static readonly string[] ExpectKeys = ["verdict", "class", "subclass", "issue", "reason", "when", "until"];
    private static readonly string[] ConditionKeys = ["os", "arch", "toolchain-before", "toolchain-from"];
    private static readonly string[] Systems = [.. KnownPlatforms.Systems];
    private static readonly string[] Architectures = ["x86_64", "aarch64"];

    public static SkipEntry? Skip(YamlValue value) =>
        value.Mapping(SkipKeys) is { } skip && skip.Require("reason")?.Sentence() is { } reason
            ? new SkipEntry(reason, When(skip), skip.Find("until")?.Date())
            : null;

    public static ExpectEntry? Expect(YamlValue value)
    {
        if (value.Mapping(ExpectKeys) is not { } expect)
            return null;

        var verdict = expect.Require("verdict")?.OneOf<VerdictKind>();
        var failure = expect.Find("class")?.OneOf<FailureClass>();
        var subclass = expect.Find("subclass")?.Text();
        var issue = expect.Find("issue")?.Issue();
        var reason = expect.Find("reason")?.Sentence();
        RefuseContradictions(expect, verdict);
        return verdict is { } expected
            ? new ExpectEntry(expected, failure, subclass, issue, reason, When(expect), expect.Find("until")?.Date())
            : null;
    }

    private static void RefuseContradictions(YamlMapping expect, VerdictKind? verdict)
    {
        if (expect.Find("reason") is null && expect.Find("issue") is null)
            expect.Refuse("reason", "is missing; say why, or name an issue");

        if (expect.Find("class") is not null && verdict is not (null or VerdictKind.Regressed or VerdictKind.PartlyBroken))
            expect.Refuse("class", $"belongs to the verdicts regressed and partly-broken, not to {WireName.Of(verdict.Value)}");

        if (expect.Find("subclass") is not null && expect.Find("class") is null)
            expect.Refuse("subclass", "needs a class beside it");
    }

    private static Condition When(YamlMapping entry)
    {
        if (entry.Find("when")?.Mapping(ConditionKeys) is not { } when)
            return Condition.Always;

        var before = when.Find("toolchain-before")?.Date();
        var from = when.Find("toolchain-from")?.Date();
        if (before <= from)
            when.Refuse("toolchain-before", "must be later than toolchain-from, or the entry never holds");

        return new Condition(when.Find("os")?.OneOf(Systems), when.Find("arch")?.OneOf(Architectures), before, from);
    }

    /// <summary>A text for people; it may have been wrapped over several lines.</summary>
    private static string? Sentence(this YamlValue value)
    {
        if (value.FreeText() is not { } text)
            return null;

        var sentence = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return sentence.Length > 0 ? sentence : value.Refuse("is empty");
    }
}
