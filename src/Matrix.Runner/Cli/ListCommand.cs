using System.CommandLine;
using System.CommandLine.Parsing;
using Matrix.Terminal;

namespace Matrix.Runner.Cli;

internal static class ListCommand
{
    public static Command Create() => new("list", "Looks after a crates list.") { Update() };

    private static Command Update()
    {
        var list = new Argument<string>("LIST") { Description = "Crates list." };
        var crates = new Option<string[]>("--crate") { Description = "Only these crates of the list; may be given several times.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var check = new Option<bool>("--check") { Description = "Change nothing; exit with 3 if an entry is out of date." };
        var index = new Option<Uri>("--index")
        {
            Description = "The registry's sparse index, which lists yanked releases.",
            HelpName = "URL",
            DefaultValueFactory = _ => new Uri("https://index.crates.io/"),
            CustomParser = IndexOf,
        };
        var repositories = new Option<bool>("--repositories") { Description = "Only print where the crates come from.", Hidden = true };
        var states = new Option<string?>("--states") { Description = "What servers say of these repositories.", HelpName = "FILE", Hidden = true };

        var command = new Command("update", """
            Brings the revisions of a crates list up to date. Repositories are asked for their references; nothing is cloned.

            An entry that stands at a release goes to the newest release of its package that was not yanked; one that stands at none goes to
            the head of the default branch. Only the revision changes: comments, order and all other lines stay as they are. Repositories
            that moved, are archived or are gone, and releases that were yanked, are told: what becomes of them is for a person to decide.

            Examples:
              ./matrix list update crates-list/popular.yaml --check
              ./matrix list update crates-list/popular.yaml --crate memchr --crate regex

            Exit codes: 0 the list is up to date, or was brought there; 2 usage; 3 an edit is needed and was not made; 5 a repository could
            not be asked; 70 a bug.
            """)
        {
            list, crates, check, index, repositories, states,
        };
        command.Runs((parsed, cancellation) =>
        {
            var options = new RevisionOptions
            {
                List = parsed.GetRequiredValue(list),
                Crates = parsed.GetValue(crates) ?? [],
                IsCheck = parsed.GetValue(check),
                Index = parsed.GetRequiredValue(index),
                States = parsed.GetValue(states),
            };
            var update = new RevisionUpdate(options, Console.Out);
            return parsed.GetValue(repositories) ? update.ListRepositoriesAsync() : update.UpdateAsync(cancellation);
        });
        return command;
    }

    private static Uri? IndexOf(ArgumentResult given)
    {
        var text = given.Tokens[0].Value;
        if (Uri.TryCreate(text.EndsWith('/') ? text : $"{text}/", UriKind.Absolute, out var index) && index.Scheme is "http" or "https")
            return index;

        given.AddError($"--index {text} is not the address of an index");
        return null;
    }
}
