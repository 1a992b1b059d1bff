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
    public CommandSpec Listing(ImmutableArray<string> testArguments) => With([.. testArguments, "--list", "--format=terse"]);

    /// <summary>
    /// Some tests again, their output not captured, so that what a test prints before it dies is seen. Doctests have a process each anyway;
    /// of the others only one may be named.
    /// </summary>
    public CommandSpec Only(IReadOnlyCollection<string> tests) => Harness switch
    {
        TestHarness.Libtest => With([.. JsonOutput, "--exact", tests.Single(), "--nocapture"]),
        TestHarness.Doctest => With(["--nocapture", .. Passed([.. tests.Select(LineOf).Distinct()])]),
        _ => Command,
    };

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
