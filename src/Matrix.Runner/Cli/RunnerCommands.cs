using System.CommandLine;

namespace Matrix.Runner.Cli;

internal static class RunnerCommands
{
    public static RootCommand Root(CheckoutPaths installation) => new("Builds and tests crates with LLVM and with Cranelift, and says what differs and why.")
    {
        SetupCommand.Create(installation),
        PlanCommand.Create(installation),
        SweepCommand.Create(installation),
        ClassifyCommand.Create(installation),
        RulesCommand.Create(installation),
        ExpectationsCommand.Create(installation),
        ListCommand.Create(),
    };
}
