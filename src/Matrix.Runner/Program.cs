using Matrix.Runner.Cli;
using Matrix.Terminal;

// Longer than the grace that a process tree gets between the polite and the final signal.
return await CommandHost.InvokeAsync(RunnerCommands.Root(CheckoutPaths.Find()).Parse(args), TimeSpan.FromSeconds(15), Console.Out, Console.Error);
