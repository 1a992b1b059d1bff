using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Matrix.Results;
using Matrix.Runner.Processes;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Corpus;
using Matrix.Runner.Rules.Loading;
using Matrix.Yaml;
using Spectre.Console;

namespace Matrix.Runner.Cli;

/// <summary><c>./matrix rules test</c>.</summary>
internal sealed class RulesTest(CheckoutPaths checkout)
{
    public ExitCode Execute(string? corpus, bool asJson)
    {
        var rules = RulesLoader.Load(checkout.Rules).Rules;
        var labels = CorpusLabelsLoader.Load(checkout.Rules);
        var mistakes = RuleExamples.Mistakes(rules).ToList();
        var score = CorpusScore.Of(rules, labels, CorpusFile.Read(corpus ?? CorpusFile.PathIn(checkout.Rules)));
        if (asJson)
            WriteJson(score);
        else
            WriteTables(AnsiConsole.Console, score);

        foreach (var mistake in mistakes)
            (asJson ? Console.Error : Console.Out).WriteLine(mistake);
        return score.MeetsAims && mistakes.Count == 0 ? ExitCode.Ok : ExitCode.Regressed;
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

/// <summary><c>./matrix rules explain LOG</c>: one pass over the log, holding only the lines that some rule asks for.</summary>
internal sealed class RulesExplain(CheckoutPaths checkout)
{
    private const string Hint = "name a log: text, or gzip-compressed text";

    public ExitCode Execute(string path, string? phase, CancellationToken cancellation)
    {
        var context = new LogContext(phase is null ? PhaseOf(path) : Parsed(phase));
        var reading = new LogReading(RulesLoader.Load(checkout.Rules).Rules, ShownPath.Of(path));
        try
        {
            Read(path, reading, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new MatrixException(ExitCode.Usage, $"{Quoted.Bare(path)}: cannot be read: {error.Message}", Hint);
        }

        foreach (var line in Explanation.Of(reading, context))
            Console.Out.WriteLine(line);
        return ExitCode.Ok;
    }

    private static void Read(string path, LogReading reading, CancellationToken cancellation)
    {
        using var file = File.OpenRead(path);
        using Stream text = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var lines = new LineSplitter(reading.OnLine);
        var chunk = new byte[1 << 16];
        while (text.Read(chunk) is > 0 and var read)
        {
            cancellation.ThrowIfCancellationRequested();
            lines.Write(chunk.AsSpan(0, read));
        }

        lines.Complete();
    }

    // A results directory calls a log after its phase: test.log.gz, build.2.log.gz.
    private static Phase PhaseOf(string path) =>
        WireName.TryParse<Phase>(Path.GetFileName(path).Split('.')[0], out var phase) ? phase : Phase.Build;

    private static Phase Parsed(string name) =>
        WireName.TryParse<Phase>(name, out var phase)
            ? phase
            : throw new MatrixException(ExitCode.Usage, $"--phase {name} is not known", $"give one of {string.Join(", ", WireName.All<Phase>())}");
}

/// <summary>What the entries of each class were taken for: one line for each pair of classes that occurs.</summary>
internal static class ConfusionTable
{
    public static Table Of(CorpusScore score)
    {
        var table = new Table { Border = TableBorder.Ascii2 };
        table.AddColumns(
            new TableColumn("labelled"), new TableColumn("taken for"), new TableColumn("entries").RightAligned(),
            new TableColumn("subclass right").RightAligned(), new TableColumn(""));
        var pairs = score.Entries
            .GroupBy(entry => (entry.Entry.Class, Got: WireName.Of(entry.Answer.Class)))
            .OrderBy(pair => pair.Key.Class, StringComparer.Ordinal)
            .ThenByDescending(pair => pair.Count())
            .ThenBy(pair => pair.Key.Got, StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            table.AddRow(
                Markup.Escape(pair.Key.Class),
                pair.Key.Got,
                Number(pair.Count()),
                Number(pair.Count(entry => entry.IsSubclassRight)),
                Remark([.. pair]));
        }

        return table;
    }

    private static string Remark(List<ScoredEntry> pair) =>
        pair.Exists(entry => entry.IsAccused) ? "[red]accused[/]"
        : pair.Exists(entry => entry.IsOfAnotherClass) ? "[red]wrong class[/]"
        : "";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
