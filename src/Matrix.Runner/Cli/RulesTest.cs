using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Corpus;
using Matrix.Runner.Rules.Loading;
using Spectre.Console;

namespace Matrix.Runner.Cli;

/// <summary><c>./matrix rules test</c>.</summary>
internal sealed class RulesTest(CheckoutPaths installation)
{
    public ExitCode Execute(string? corpus, bool asJson)
    {
        var rules = RulesLoader.Load(installation.Rules).Rules;
        var labels = CorpusLabelsLoader.Load(installation.Rules);
        var score = CorpusScore.Of(rules, labels, CorpusFile.Read(corpus ?? CorpusFile.PathIn(installation.Rules)));
        if (asJson)
            WriteJson(score);
        else
            WriteTables(AnsiConsole.Console, score);

        return score.MeetsAims ? ExitCode.Ok : ExitCode.Regressed;
    }

    public static void WriteTables(IAnsiConsole console, CorpusScore score)
    {
        console.Write(ConfusionTable.Of(score));

        // Past the console, which would break them.
        var lines = console.Profile.Out.Writer;
        foreach (var mistake in score.Mistakes)
        {
            var (entry, answer) = (mistake.Entry, mistake.Answer);
            lines.WriteLine($"{entry.Position}: {entry.Id} is {entry.Class}/{entry.Subclass} ({WireName.Of(entry.Owner)}), "
                + $"taken for {WireName.Of(answer.Class)}/{answer.Subclass} ({WireName.Of(answer.Owner)}) by {answer.Rule ?? "no rule"}");
        }

        lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {score.Entries.Length} entries, {score.OfCranelift} of them Cranelift's
            false accusations  {score.FalseAccusations} (aim: 0)
            right class        {score.RightClasses:P1} (aim: {CorpusScore.ClassAim:P0})
            wrong class        {score.WrongClasses} (aim: 0)
            right subclass     {score.RightSubclasses:P1} (aim: {CorpusScore.SubclassAim:P0})
            {(score.MeetsAims ? "the aims are met" : "the aims are not met")}
            """));
    }

    private static void WriteJson(CorpusScore score)
    {
        foreach (var entry in score.Entries)
            Console.Out.WriteLine(JsonSerializer.Serialize(CorpusAnswer.Of(entry), CorpusJson.Readable.CorpusAnswer));
    }
}

/// <summary>One line of <c>--json</c>.</summary>
/// <param name="Expected">In the corpus's own words, whatever the answer is.</param>
internal sealed record CorpusAnswer(string Id, CorpusAnswer.Named Expected, CorpusAnswer.Named Got, string? Rule)
{
    public static CorpusAnswer Of(ScoredEntry scored) => new(
        scored.Entry.Id,
        new Named(scored.Entry.Class, scored.Entry.Subclass, scored.Entry.Owner),
        new Named(WireName.Of(scored.Answer.Class), scored.Answer.Subclass, scored.Answer.Owner),
        scored.Answer.Rule);

    internal sealed record Named(string Class, string? Subclass, Blame Owner);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower)]
[JsonSerializable(typeof(CorpusAnswer))]
internal sealed partial class CorpusJson : JsonSerializerContext
{
    // Names of intrinsics and labels have quotes and angle brackets, which people want to read.
    public static CorpusJson Readable =>
        field ??= new CorpusJson(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
