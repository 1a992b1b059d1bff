using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Legs;

/// <summary>A test executable, or the doctests of a library: what it is called and how it is run.</summary>
internal sealed record TestTarget(string Name, TestHarness Harness, CommandSpec Command)
{
    // libtest's JSON is unstable, and rustdoc's own copy of libtest may be a stable one: it is read as text.
    private static readonly ImmutableArray<string> JsonOutput = ["-Zunstable-options", "--format=json", "--report-time"];

    /// <summary>All tests together, as a user runs them.</summary>
    public CommandSpec Whole(ImmutableArray<string> testArguments) => Harness switch
    {
        TestHarness.Libtest => With([.. JsonOutput, .. testArguments]),
        TestHarness.Doctest => With(Passed(testArguments)),
        _ => With(testArguments),
    };

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
    public CommandSpec Only(IReadOnlyCollection<string> tests, ImmutableArray<string> testArguments) => Harness switch
    {
        TestHarness.Libtest => With([.. JsonOutput, .. testArguments.Where(ChoosesIgnored), "--exact", tests.Single(), "--nocapture"]),
        TestHarness.Doctest => With(Passed([.. testArguments.Where(ChoosesIgnored), .. tests.Select(LineOf).Distinct()])),
        _ => With(testArguments),
    };

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
