using Matrix.Report.Cli;
using Matrix.Terminal;

// A log of the largest size is read and written in less.
return await CommandHost.InvokeAsync(Commands.Root().Parse(args), TimeSpan.FromSeconds(10), Console.Out, Console.Error);
