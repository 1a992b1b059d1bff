using Matrix.Bench;
using Matrix.Bench.Issues;
using Matrix.Bench.Synthetic;

// What the scripts of bench/ call.
//   matrix-bench literals RULES
//   matrix-bench scan RULES LOG ROUNDS
//   matrix-bench history DIR CORES ROUNDS
//   matrix-bench sandbox ROUNDS
//   matrix-bench checkout LIST ROUNDS AGAIN
//   matrix-bench generate --out DIR …      --help lists the rest
//   matrix-bench issues --work DIR …       --help lists the rest
//   matrix-bench issues-plan DIR
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
    case ["checkout", var list, var rounds, var again]:
        await CheckoutCost.MeasureAsync(list, int.Parse(rounds), int.Parse(again));
        return 0;
    case ["generate", .. var rest]:
        return await GenerateCommand.Create().Parse(rest).InvokeAsync();
    case ["issues", .. var rest]:
        return await IssuesBench.Create().Parse(rest).InvokeAsync();
    case ["issues-plan", var work]:
        await PlanCost.MeasureAsync(work);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: matrix-bench literals RULES | scan RULES LOG ROUNDS | history DIR CORES ROUNDS | sandbox ROUNDS | checkout LIST ROUNDS AGAIN | generate --out DIR … | issues --work DIR … | issues-plan DIR");
        return 2;
}
