using Matrix.Report.Model;
using Matrix.Results;

namespace Matrix.Report.Tests.Model;

public sealed class MeasuresTests
{
    [Test]
    public void Building_is_the_build_and_the_build_of_the_tests()
    {
        var cell = Measures.Build.Compare(Crate(Leg(LegName.Llvm, 10), Leg(LegName.Cranelift, 7)));

        Assert.That(cell.Ratio, Is.EqualTo("0.70×"));
        Assert.That(cell.Both, Is.EqualTo(new[] { "10 s", "7.0 s" }));
        Assert.That(cell.Value, Is.EqualTo(0.7).Within(1e-9));
    }

    [Test]
    public void A_side_that_did_not_come_through_is_not_compared()
    {
        var failed = Sample.Failed(Leg(LegName.Cranelift, 1), Phase.TestBuild, new ProcessExit.Exited(101));
        var cell = Measures.Build.Compare(Crate(Leg(LegName.Llvm, 10), failed));

        Assert.That(cell.Ratio, Is.EqualTo(Words.Dash));
        Assert.That(cell.Both, Is.EqualTo(new[] { "10 s", Words.Dash }));
        Assert.That(cell.Value, Is.Null);
    }

    [Test]
    public void Nor_are_sides_that_had_different_numbers_of_compilers()
    {
        var llvm = Leg(LegName.Llvm, 10);
        var slower = llvm with { Phases = [.. llvm.Phases.Select(phase => phase with { Jobs = 1 })] };

        Assert.That(Measures.Build.Compare(Crate(slower, Leg(LegName.Cranelift, 7))).Ratio, Is.EqualTo(Words.Dash));
    }

    [TestCase(VerdictKind.Invalid)]
    [TestCase(VerdictKind.Unequal)]
    public void Nor_are_sides_that_did_not_do_the_same(VerdictKind verdict)
    {
        var crate = Crate(Leg(LegName.Llvm, 10), Leg(LegName.Cranelift, 7));

        var cell = Measures.Test.Compare(crate with { Verdict = crate.Verdict with { Kind = verdict } });

        Assert.That(cell.Ratio, Is.EqualTo(Words.Dash));
        Assert.That(cell.Both, Is.EqualTo(new[] { "2.0 s", "1.4 s" }));
    }

    [Test]
    public void Without_legs_there_is_nothing_to_compare()
    {
        var cell = Measures.Size.Compare(Crate());

        Assert.That(cell.Ratio, Is.EqualTo(Words.Dash));
        Assert.That(cell.Both, Is.Empty);
    }

    [TestCase(new[] { 5.0 }, "0.50×", "0.50× to 0.50×", 1)]
    [TestCase(new[] { 5.0, 9.0 }, "0.70×", "0.50× to 0.90×", 2)]
    [TestCase(new[] { 9.0, 20.0, 5.0 }, "0.90×", "0.50× to 2.00×", 3)]
    public void The_median_is_of_ratios(double[] cranelift, string median, string range, int crates)
    {
        var records = cranelift.Select(seconds => Crate(Leg(LegName.Llvm, 10), Leg(LegName.Cranelift, seconds))).ToArray();

        Assert.That(Measures.Medians(records)[0], Is.EqualTo(new MedianRow("Build time", median, range, crates)));
    }

    [Test]
    public void What_is_over_too_soon_to_be_measured_is_in_no_median()
    {
        var medians = Measures.Medians([Crate(Leg(LegName.Llvm, 0.2), Leg(LegName.Cranelift, 9))]);

        Assert.That(medians[0].Crates, Is.EqualTo(1));
        Assert.That(medians[1], Is.EqualTo(new MedianRow("Test time", Words.Dash, Words.Dash, 0)));
    }

    private static LegResult Leg(LegName name, double seconds) => Sample.Passed("a", name, new TestCounts(1), seconds);

    private static CrateRecord Crate(params LegResult[] legs) => new(Sample.Verdict("a", VerdictKind.Compatible), legs);
}
