using System.CommandLine;
using System.CommandLine.Invocation;
using Matrix.Results;
using Matrix.Runner.Cli;

// Longer than the grace that a process tree gets between the polite and the final signal.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) };
var parsed = RunnerCommands.Root(CheckoutPaths.Find()).Parse(args);
var ended = await parsed.InvokeAsync(invocation);
return parsed.Action is ParseErrorAction ? (int)ExitCode.Usage : ended;
