using System.CommandLine;
using Matrix.Runner.Cli;

var installation = Installation.Find();
var root = new RootCommand("Builds and tests crates with LLVM and with Cranelift, and says what differs and why.")
{
    SetupCommand.Create(installation),
    SweepCommand.Create(installation),
};

// Longer than the grace that a process tree gets between the polite and the final signal.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) };
return await root.Parse(args).InvokeAsync(invocation);
