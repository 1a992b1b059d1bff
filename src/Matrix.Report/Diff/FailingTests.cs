using Matrix.Report.Goals;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Diff;

/// <param name="Steady">They fail with Cranelift alone, whenever they run.</param>
/// <param name="Flaky">Their runs disagree: what they do now and then is nobody's change.</param>
internal sealed record FailingTests(IReadOnlySet<TestId> Steady, IReadOnlySet<TestId> Flaky)
{
    private static readonly FailingTests None = new(new HashSet<TestId>(), new HashSet<TestId>());

    public static FailingTests Of(Verdict verdict)
    {
        if (verdict.Tests.Count == 0 && verdict.Causes.Count == 0)
            return None;

        var flaky = verdict.Tests.Where(test => test.LlvmRate is not null || test.CraneliftRate is not null).Select(test => test.Id).ToHashSet();

        // Tests that disagree without a cause failed once and gave no answer when they were repeated.
        var causes = verdict.Kind.Standing() == Standing.Fails ? verdict.Causes.Where(cause => cause.Class.Goal() is not null) : [];
        return new FailingTests(causes.SelectMany(cause => cause.Tests).Where(test => !flaky.Contains(test)).ToHashSet(), flaky);
    }
}
