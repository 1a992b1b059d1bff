using System.Collections.Immutable;
using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Legs.Tests;

/// <summary>A test executable, or the doctests of a library: what it is called and how it is run.</summary>
/// <param name="Package">As of <see cref="TestId.Package"/>.</param>
/// <param name="Name">Kind and name, as cargo has them.</param>
/// <param name="Command">As cargo would have called it.</param>
internal sealed record TestTarget(string? Package, string Name, TestHarness Harness, CommandSpec Command)
{
    // libtest's JSON is unstable, and rustdoc's own copy of libtest may be a stable one: it is read as text.
    private static readonly ImmutableArray<string> JsonOutput = ["-Zunstable-options", "--format=json", "--report-time"];

    /// <summary>For people.</summary>
    public string Label => Whole.ToString();

    /// <summary>The target judged by its exit alone.</summary>
    public TestId Whole => IdOf(Name);

    /// <summary>Of a test in it.</summary>
    public TestId IdOf(string test) => new(Name, test) { Package = Package };

    public bool Has(TestId test) => test.Target == Name && test.Package == Package;

    /// <summary>All tests together, as a user runs them, and one result for each.</summary>
    /// <param name="threads">How many tests at a time.</param>
    public CommandSpec All(ImmutableArray<string> testArguments, int threads) => Harness switch
    {
        TestHarness.Libtest => With([.. JsonOutput, Threads(threads), .. testArguments]),
        TestHarness.Doctest => With(Passed([Threads(threads), .. testArguments])),
        _ => AsCargo(testArguments),
    };

    /// <summary>The very call of cargo, with nothing of ours.</summary>
    public CommandSpec AsCargo(ImmutableArray<string> testArguments) => With(Harness == TestHarness.Doctest ? Passed(testArguments) : testArguments);

    /// <summary>The names of all tests, without running any.</summary>
    public CommandSpec Listing(ImmutableArray<string> testArguments)
    {
        ImmutableArray<string> arguments = [.. testArguments, "--list", "--format=terse"];
        return With(Harness == TestHarness.Doctest ? Passed(arguments) : arguments);
    }

    /// <summary>
    /// Some tests again. What a test of libtest prints is not captured, so that it is seen although the test dies; only one may be named.
    /// Doctests have a process each anyway, and rustdoc says what the failed ones printed.
    /// </summary>
    public CommandSpec Only(IReadOnlyCollection<string> tests, ImmutableArray<string> testArguments, int threads) => Harness switch
    {
        TestHarness.Libtest => With([.. JsonOutput, Threads(threads), .. testArguments.Where(ChoosesIgnored), "--exact", tests.Single(), "--nocapture"]),
        TestHarness.Doctest => With(Passed([Threads(threads), .. testArguments.Where(ChoosesIgnored), .. tests.Select(LineOf).Distinct()])),
        _ => AsCargo(testArguments),
    };

    private static string Threads(int count) => $"--test-threads={count.ToString(CultureInfo.InvariantCulture)}";

    // The other arguments choose tests as well, or say how many run at once: here the tests are named.
    private static bool ChoosesIgnored(string argument) => argument is "--ignored" or "--include-ignored";

    private CommandSpec With(ImmutableArray<string> arguments) => Command with { Arguments = [.. Command.Arguments, .. arguments] };

    private static ImmutableArray<string> Passed(ImmutableArray<string> testArguments) =>
        [.. testArguments.Select(argument => $"--test-args={argument}")];

    // rustdoc splits its test arguments at white space, so a doctest's whole name cannot be passed, but "12)" of its "(line 12)" can.
    // Others may match it too; they are not asked about.
    private static string LineOf(string doctest)
    {
        var end = doctest.LastIndexOf(')');
        var start = end < 0 ? -1 : doctest.LastIndexOf(' ', end);
        return start < 0 ? doctest.Split(' ')[0] : doctest[(start + 1)..(end + 1)];
    }
}
