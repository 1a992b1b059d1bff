using Matrix.Report.Cli;

return await Rim.InvokeAsync(Commands.Root().Parse(args), Console.Out, Console.Error);
