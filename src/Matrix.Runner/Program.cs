using System.CommandLine;
using System.CommandLine.Invocation;
using Matrix.Results;
using Matrix.Runner.Cli;

var installation = Installation.Find();
var root = new RootCommand("Builds and tests crates with LLVM and with Cranelift, and says what differs and why.")
{
    SetupCommand.Create(installation),
    PlanCommand.Create(installation),
    SweepCommand.Create(installation),
    ClassifyCommand.Create(installation),
    RulesCommand.Create(installation),
    ExpectationsCommand.Create(installation),
};

// Longer than the grace that a process tree gets between the polite and the final signal.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) };
var parsed = root.Parse(args);
var ended = await parsed.InvokeAsync(invocation);
return parsed.Action is ParseErrorAction ? (int)ExitCode.Usage : ended;
