using System.Globalization;
using Matrix.Faults;

// matrix-faults LIBRARY ROOT                       an undisturbed sweep: its portrait to ROOT/expected, the calls that change files to ROOT/calls
// matrix-faults LIBRARY ROOT states KIND STEP WORK what kills and power-offs leave, at each STEP-th call; within work/ at each STEP * WORK-th
// matrix-faults LIBRARY ROOT faults KIND PLACE...  faults that a program lives through
// matrix-faults LIBRARY ROOT die KIND PLACE        ends by SIGKILL, if it comes so far
// matrix-faults LIBRARY ROOT after KIND PLACE      goes on where that died
// Ends with 0 where all is well, else with 1 and what is not on standard output.
var (library, root) = (new FaultLibrary(args[0]), args[1]);
Directory.CreateDirectory(root);
if (args.Length == 2)
{
    var sweep = new SmallSweep(root, "a boot");
    library.Watch(sweep.Results, Path.Combine(root, "calls"), FaultKind.None, 0);
    await sweep.ExecuteAsync(resume: false);
    Console.WriteLine(library.Count);
    library.Rest();
    await File.WriteAllLinesAsync(Path.Combine(root, "expected"), Portrait.Of(sweep.Results));
    return 0;
}

var expected = await File.ReadAllLinesAsync(Path.Combine(root, "expected"));
var walk = new Walk(library, root, Enum.Parse<FaultKind>(args[3]));
long[] numbers = [.. args.Skip(4).Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
IReadOnlyList<string> faults = [];
switch (args[2])
{
    case "states":
        faults = await walk.ThroughStatesAsync(numbers[0], numbers[1], expected);
        break;
    case "faults":
        faults = await walk.ThroughFaultsAsync(numbers, expected);
        break;
    case "die":
        await walk.DieAsync(numbers[0]);
        break;
    case "after":
        faults = await walk.AfterKillAsync(numbers[0], expected);
        break;
}

foreach (var fault in faults)
    Console.WriteLine(fault);
return faults.Count == 0 ? 0 : 1;
