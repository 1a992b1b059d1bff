using Matrix.Report.Measuring;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Measuring;

public sealed class MeasuresTests
{
    [Test]
    public void Building_is_the_build_and_the_build_of_the_tests()
    {
        var pair = Measures.Build.Of(Crate(Leg(LegName.Llvm, 10), Leg(LegName.Cranelift, 7)));

        Assert.That((pair.Llvm, pair.Cranelift, pair.Comparable, pair.Counts), Is.EqualTo(((double?)10, (double?)7, true, true)));
        Assert.That(pair.Ratio, Is.EqualTo(0.7).Within(1e-9));
    }

    [Test]
    public void Testing_is_the_tests_without_the_doctests() =>
        Assert.That(Measures.Test.Of(Crate(Leg(LegName.Llvm, 10), Leg(LegName.Cranelift, 7))).Llvm, Is.EqualTo(2).Within(1e-9));

    [Test]
    public void Size_is_that_of_what_is_built()
    {
        var pair = Measures.Size.Of(Crate(Leg(LegName.Llvm, 10), Leg(LegName.Cranelift, 5)));

        Assert.That((pair.Llvm, pair.Cranelift, pair.Ratio), Is.EqualTo(((double?)3_000_000, (double?)1_500_000, (double?)0.5)));
    }

    [TestCase(Phase.Build)]
    [TestCase(Phase.TestBuild)]
    public void A_side_that_did_not_come_through_is_not_compared(Phase phase)
    {
        var failed = Sample.Failed(Leg(LegName.Cranelift, 1), phase, new ProcessExit.Exited(101));
        var crate = Crate(Leg(LegName.Llvm, 10), failed);

        foreach (var measure in new[] { Measures.Build, Measures.Test, Measures.Size })
        {
            Assert.That(measure.Of(crate).Ratio, Is.Null, measure.Name);
            Assert.That(measure.Of(crate).Cranelift, Is.Null, measure.Name);
            Assert.That(measure.Of(crate).Llvm, Is.Not.Null, measure.Name);
        }
    }

    [Test]
    public void Tests_that_fail_leave_the_build_comparable()
    {
        var crate = Crate(Leg(LegName.Llvm, 10), Sample.Failed(Leg(LegName.Cranelift, 5), Phase.Test, new ProcessExit.Exited(101)));

        Assert.That((Measures.Build.Of(crate).Ratio, Measures.Test.Of(crate).Ratio), Is.EqualTo(((double?)0.5, (double?)null)));
    }

    [Test]
    public void Sides_that_had_different_numbers_of_compilers_are_not_compared()
    {
        var llvm = Leg(LegName.Llvm, 10);
        var slower = llvm with { Phases = [.. llvm.Phases.Select(phase => phase with { Jobs = phase.Phase == Phase.TestBuild ? 1 : phase.Jobs })] };

        var pair = Measures.Build.Of(Crate(slower, Leg(LegName.Cranelift, 7)));

        Assert.That((pair.Comparable, pair.Ratio, pair.Llvm), Is.EqualTo((false, (double?)null, (double?)10)));
    }

    [Test]
    public void A_build_that_was_given_shared_units_is_not_compared_but_its_tests_are()
    {
        var given = Leg(LegName.Llvm, 10) with { Units = new CompiledUnits { By = new Dictionary<string, int> { ["llvm"] = 3 }, Shared = 1 } };
        var crate = Crate(given, Leg(LegName.Cranelift, 7));

        Assert.That((Measures.Build.Of(crate).Ratio, Measures.Build.Of(crate).Llvm), Is.EqualTo(((double?)null, (double?)10)));
        Assert.That(Measures.Test.Of(crate).Ratio, Is.Not.Null);
    }

    [TestCase(VerdictKind.Invalid, false)]
    [TestCase(VerdictKind.Unequal, false)]
    [TestCase(VerdictKind.Compatible, true)]
    [TestCase(VerdictKind.Improved, true)]
    [TestCase(VerdictKind.Regressed, true)]
    public void Sides_that_did_not_do_the_same_are_not_compared(VerdictKind verdict, bool compared)
    {
        var crate = Crate(Leg(LegName.Llvm, 10), Leg(LegName.Cranelift, 7));

        var pair = Measures.Test.Of(crate with { Verdict = crate.Verdict with { Kind = verdict } });

        Assert.That(pair.Ratio is not null, Is.EqualTo(compared));
        Assert.That((pair.Llvm, pair.Cranelift), Is.EqualTo(((double?)2.0, (double?)1.4)).Within(1e-9));
    }

    [Test]
    public void Without_legs_there_is_nothing_to_compare() =>
        Assert.That(Measures.Size.Of(Crate()), Is.EqualTo(new Pair(null, null, Comparable: true, Counts: false)));

    [TestCase(0.2, true, false)]
    [TestCase(0.09, false, false)]
    [TestCase(0.5, true, true)]
    public void What_is_over_too_soon_to_be_measured_does_not_count(double seconds, bool build, bool test)
    {
        var crate = Crate(Leg(LegName.Llvm, seconds), Leg(LegName.Cranelift, 9));

        Assert.That((Measures.Build.Of(crate).Counts, Measures.Test.Of(crate).Counts), Is.EqualTo((build, test)));
    }

    [Test]
    public void Repeats_and_control_legs_are_not_measured()
    {
        var crate = Crate(
            Leg(LegName.Llvm, 99) with { Attempt = 2 },
            Leg(new LegName(BackendName.Llvm, PanicStrategy.Abort), 98),
            Leg(new LegName(BackendName.Llvm, PanicStrategy.Unwind, Workaround.WithoutLto), 97),
            Leg(LegName.Llvm, 10),
            Leg(LegName.Cranelift, 5));

        Assert.That(Measures.Build.Of(crate).Llvm, Is.EqualTo(10));
    }

    [TestCase(0.0, 5.0)]
    [TestCase(null, 5.0)]
    [TestCase(5.0, null)]
    public void A_side_that_is_nothing_has_no_ratio(double? llvm, double? cranelift) =>
        Assert.That(new Pair(llvm, cranelift, Comparable: true, Counts: true).Ratio, Is.Null);

    [Test]
    public void Figures_are_the_three_measures_and_the_counts_of_tests()
    {
        var crate = Crate(Leg(LegName.Llvm, 10) with { Tests = new TestCounts(3, 0, 1) }, Leg(LegName.Cranelift, 5) with { Tests = new TestCounts(2, 1, 1) });

        var figures = CrateFigures.Of(crate);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((figures.Build, figures.Test, figures.Size), Is.EqualTo((Measures.Build.Of(crate), Measures.Test.Of(crate), Measures.Size.Of(crate))));
            Assert.That((figures.Llvm, figures.Cranelift), Is.EqualTo((new TestCounts(3, 0, 1), new TestCounts(2, 1, 1))));
            Assert.That((CrateFigures.Of(Crate()).Llvm, CrateFigures.Of(Crate()).Cranelift), Is.EqualTo(((TestCounts?)null, (TestCounts?)null)));
        }
    }

    private static LegResult Leg(LegName name, double seconds) => Sample.Passed("a", name, new TestCounts(1), seconds);

    private static CrateRecord Crate(params LegResult[] legs) => new(Sample.Verdict("a", VerdictKind.Compatible), legs);
}
