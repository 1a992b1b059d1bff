using System.Text;
using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Runner.Rules.Corpus;

/// <summary>What a text says alone, without a second leg to compare with. It accuses Cranelift only of what can come from nowhere else.</summary>
internal static partial class SingleLogClassifier
{
    private static readonly SingleLogAnswer Nothing = new(FailureClass.Unknown, null, Blame.Undecided, null);

    public static SingleLogAnswer Judge(RuleSet rules, string text, LogContext context) =>
        Matches(rules, text, context).FirstOrDefault() is { } match
            ? new SingleLogAnswer(match.Rule.Class, match.Subclass, match.Rule.Alone, match.Rule.Id)
            : WhatIsLeft(text, context);

    public static IEnumerable<RuleMatch> Matches(RuleSet rules, string text, LogContext context) => rules.Match(HitsIn(rules, text), context);

    private static IReadOnlyList<Hit> HitsIn(RuleSet rules, string text)
    {
        var reading = new LogReading(rules, "text");
        foreach (var line in text.Split('\n'))
            reading.OnLine(Encoding.UTF8.GetBytes(line.TrimEnd('\r')));
        return reading.Hits;
    }

    // Two values that should be equal and are not: wrong code, a wrong test, or chance.
    private static SingleLogAnswer WhatIsLeft(string text, LogContext context) =>
        When.Testing.Includes(context.Phase) && context.Exit is null or "101" && Comparison.IsMatch(text)
            ? Nothing with { Class = FailureClass.WrongResult }
            : Nothing;

    [GeneratedRegex(@"assertion (failed: )?`\(?left [=!]= right\)?`", RegexOptions.ExplicitCapture)]
    private static partial Regex Comparison { get; }
}

/// <param name="Rule">The rule that decided; null where none did.</param>
internal sealed record SingleLogAnswer(FailureClass Class, string? Subclass, Blame Owner, string? Rule);
