using Matrix.Report.Cli;

return await CommandHost.InvokeAsync(Commands.Root().Parse(args), Console.Out, Console.Error);
