using System.CommandLine;

namespace Matrix.Report.Cli;

internal static class Commands
{
    public static RootCommand Root()
    {
        var root = new RootCommand("Reports on the results of sweeps.")
        {
            ReportCommand.Create(),
            DiffCommand.Create(),
            MergeCommand.Create(),
            IssuesCommand.Create(),
            RepositoriesCommand.Create(),
        };
        HelpWithExamples.AddTo(root);
        return root;
    }
}
