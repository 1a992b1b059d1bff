using System.CommandLine;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Rules;
using Matrix.Terminal;

namespace Matrix.Runner.Cli;

internal static class RulesCommand
{
    public static Command Create(CheckoutPaths checkout) =>
        new("rules", "Looks at the rules that say what a line of a log means: rules/*.yaml.")
        {
            Test(checkout),
            Explain(checkout),
            Draft(),
        };

    private static Command Test(CheckoutPaths checkout)
    {
        var corpus = new Option<string?>("--corpus") { Description = "Labelled corpus, one JSON object per line. Default: rules/corpus.jsonl.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print one JSON line per entry instead of tables." };
        var command = new Command("test", """
            Runs the rules over a labelled corpus: one text an entry, no second backend to compare with.

            Prints how the classes were told apart, what was mistaken, and how that stands to the aims: nothing that is not Cranelift's is
            called Cranelift's; of Cranelift's own, 95 % get the right class and 90 % the right subclass, and no class is wrong: the rest
            is unknown. A text that LLVM prints too is 'undecided': only a second leg can tell. Then each rule has to decide its own example,
            and must not hold for its look-alikes.

            Examples:
              ./matrix rules test
              ./matrix rules test --corpus mine.jsonl --json

            Exit codes: 0 the aims are met; 3 they are not, or a rule fails its example; 2 usage, or a rule is wrong; 70 a bug.
            """)
        {
            corpus, json,
        };
        command.Runs((parsed, cancellation) => new RulesTest(checkout).Execute(parsed.GetValue(corpus), parsed.GetValue(json)));
        return command;
    }

    private static Command Explain(CheckoutPaths checkout)
    {
        var log = new Argument<string>("LOG") { Description = "A log as text, or gzip-compressed (.gz)." };
        var phase = new Option<string?>("--phase") { Description = $"Where it was printed: {string.Join(", ", WireName.All<Phase>())}. Default: the phase in the file's name, else build.", HelpName = "P" };
        var command = new Command("explain", """
            Says which rule decides a log, by which lines, and which others came close and what they lacked.

            Examples:
              ./matrix rules explain results/today/logs/memchr/cranelift/test.log.gz
              ./matrix rules explain build-output.txt --phase build

            Exit codes: 0; 2 usage, or a rule is wrong; 70 a bug.
            """)
        {
            log, phase,
        };
        command.Runs((parsed, cancellation) => new RulesExplain(checkout).Execute(parsed.GetRequiredValue(log), parsed.GetValue(phase), cancellation));
        return command;
    }

    private static Command Draft()
    {
        var directory = new Argument<string>("DIR") { Description = "A results directory that a sweep wrote." };
        var command = new Command("draft", """
            Drafts a rule for each cluster of failures that no rule explains: unknown ones, crashes, wrong results.

            Failures are clustered by their signature: what stays of the line when paths, numbers and hashes are taken away. The draft is
            a file of rules that loads; it takes a person to name the class, and to shorten the literal to what the message's template
            holds: rules/README.md.

            Example:
              ./matrix rules draft results/today > rules/drafts.yaml

            Exit codes: 0; 2 usage; 70 a bug.
            """)
        {
            directory,
        };
        command.Runs(async (parsed, cancellation) =>
        {
            var clusters = FailureCluster.In(ResultsReader.Open(parsed.GetRequiredValue(directory)).Verdicts());
            await Console.Out.WriteAsync(RuleDraft.Of(clusters));
            return ExitCode.Ok;
        });
        return command;
    }
}
