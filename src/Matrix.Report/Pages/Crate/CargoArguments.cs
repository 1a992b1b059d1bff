using Matrix.Report.Escaping;
using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

/// <summary>What cargo is called with to see something fail.</summary>
internal static class CargoArguments
{
    private static readonly string[] NoDefaultFeatures = ["--no-default-features"];

    public static string Of(Verdict verdict, ReproductionAim aim, string backend) => string.Join(' ',
    [
        .. Command(aim, verdict.Source),
        .. Features(verdict.Source),
        .. verdict.LeftOut.Select(LeftOutWords.BackendKey).OfType<string>().Select(key => Override(key, backend)),
        .. aim.Test is { } test && !FailsInCompany(verdict, test) ? Filter(test) : [],
    ]);

    /// <summary>For what has to be there before, since cargo builds no examples for a test that is named; null: the test starts none.</summary>
    public static string? OfExamples(Verdict verdict, ReproductionAim aim) =>
        verdict.Tests.Any(test => test.Id == aim.Test && test.Started is { } started && started.Any(program => program.StartsWith("example ", StringComparison.Ordinal)))
            ? string.Join(' ', ["build", "--examples", .. Features(verdict.Source)])
            : null;

    public static bool IsDoctest(TestId test) => test.Target.StartsWith("doctest ", StringComparison.Ordinal);

    // Examples and programs; the tests in a program are built by cargo test.
    private static bool IsBuiltOnly(TestId target, ReproductionAim aim) =>
        target.Target.StartsWith("example ", StringComparison.Ordinal) || (aim.StopsAtBuild && target.Target.StartsWith("bin ", StringComparison.Ordinal));

    // By itself it would pass.
    private static bool FailsInCompany(Verdict verdict, TestId test) =>
        verdict.Tests.Any(difference => difference.Id == test && difference.Manner is not null);

    private static string[] Command(ReproductionAim aim, SourceRecord? source) => aim switch
    {
        { IsUnbuilt: true, Test: { } target } => [.. IsBuiltOnly(target, aim) ? ["build"] : new[] { "test", "--no-run" }, .. Package(target, source), .. Target(target.Target)],
        { Test: { } test } => ["test", .. Package(test, source), .. Target(test.Target)],
        { StopsAtBuild: true } => ["build"],
        _ => ["test", "--no-run"],
    };

    // cargo refuses features that the packages named have not; those of the list are of the crate. Named alone, the target is found as in the sweep.
    private static string[] Package(TestId test, SourceRecord? source) =>
        test.Package is { } package && source is not { Features.Count: > 0 } ? ["-p", ShellText.Word(package)] : [];

    private static string[] Target(string target) => target.Split(' ', 2) switch
    {
        ["bin" or "test" or "example" or "bench", var name] => [$"--{target.Split(' ')[0]}", ShellText.Word(name)],
        ["doctest", _] => ["--doc"],
        _ => ["--lib"],
    };

    private static string[] Features(SourceRecord? source) => source is null ? [] :
    [
        .. source.NoDefaultFeatures ? NoDefaultFeatures : [],
        .. source.Features.Count > 0 ? ["--features", ShellText.Word(string.Join(',', source.Features))] : Array.Empty<string>(),
    ];

    // A line each: who quotes commands cuts long lines.
    private static string Override(string key, string backend) => $"\\\n    --config {ShellText.Word($"{key}=\"{backend}\"")}";

    // rustdoc names an example by its file and line, and takes a part of that. A harness of the crate's own may take a word for something else.
    private static string[] Filter(TestId test) =>
        test.IsWhole ? []
        : IsDoctest(test) ? ["--", ShellText.Word(test.Name)]
        : ["--", "--exact", ShellText.Word(test.Name)];
}
