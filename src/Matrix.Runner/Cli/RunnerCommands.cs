using System.CommandLine;

namespace Matrix.Runner.Cli;

internal static class RunnerCommands
{
    public static RootCommand Root(CheckoutPaths checkout) => new("Builds and tests crates with LLVM and with Cranelift, and says what differs and why.")
    {
        SetupCommand.Create(checkout),
        PlanCommand.Create(checkout),
        SweepCommand.Create(checkout),
        ClassifyCommand.Create(checkout),
        RulesCommand.Create(checkout),
        ExpectationsCommand.Create(checkout),
        ListCommand.Create(),
    };
}
