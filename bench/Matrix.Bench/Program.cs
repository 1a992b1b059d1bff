using Matrix.Bench;
using Matrix.Bench.Synthetic;

// What the scripts of bench/ call.
//   matrix-bench literals RULES
//   matrix-bench scan RULES LOG ROUNDS
//   matrix-bench history DIR CORES ROUNDS
//   matrix-bench sandbox ROUNDS
//   matrix-bench generate --out DIR …      --help lists the rest
switch (args)
{
    case ["literals", var rules]:
        RuleScan.PrintLiterals(rules);
        return 0;
    case ["scan", var rules, var log, var rounds]:
        RuleScan.Measure(rules, log, int.Parse(rounds));
        return 0;
    case ["history", var directory, var cores, var rounds]:
        HistoryScan.Measure(directory, int.Parse(cores), int.Parse(rounds));
        return 0;
    case ["sandbox", var rounds]:
        await SandboxCost.MeasureAsync(int.Parse(rounds));
        return 0;
    case ["generate", .. var rest]:
        return await GenerateCommand.Create().Parse(rest).InvokeAsync();
    default:
        await Console.Error.WriteLineAsync("usage: matrix-bench literals RULES | scan RULES LOG ROUNDS | history DIR CORES ROUNDS | sandbox ROUNDS | generate --out DIR …");
        return 2;
}
