using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Sweeps;

public sealed class GoalWordsTests
{
    private static readonly FailureClass[] Classes = Enum.GetValues<FailureClass>();

    [Test]
    public void Every_class_has_a_decision() => Assert.That(() => Classes.Select(GoalWords.GoalOf).ToList(), Throws.Nothing);

    [Test]
    public void A_class_that_nobody_decided_is_an_error()
    {
        Assert.That(() => ((FailureClass)999).GoalOf(), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ((Goal)999).Words(), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ((Goal)999).Meaning(), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [TestCaseSource(nameof(Classes))]
    public void What_is_Cranelifts_has_a_goal_and_besides_that_only_a_timeout(FailureClass failure) =>
        Assert.That(failure.GoalOf() is not null, Is.EqualTo(failure.Owner() == FailureOwner.Cranelift || failure == FailureClass.Timeout));

    [TestCase(FailureClass.Unwinding, "unwinding")]
    [TestCase(FailureClass.Abi, "abi")]
    [TestCase(FailureClass.SimdIntrinsic, "simd")]
    [TestCase(FailureClass.Intrinsic, "compiler-robustness")]
    [TestCase(FailureClass.CompilerCrash, "compiler-robustness")]
    [TestCase(FailureClass.SlowCode, "speed-of-code")]
    [TestCase(FailureClass.WrongResult, "unexplained")]
    [TestCase(FailureClass.Timeout, "unexplained")]
    [TestCase(FailureClass.Unknown, "unexplained")]
    public void A_class_belongs_to_this_goal(FailureClass failure, string goal) => Assert.That(WireName.Of(failure.GoalOf()!.Value), Is.EqualTo(goal));

    [Test]
    public void Every_goal_has_a_class_and_a_name_for_files_and_words_and_a_meaning_of_its_own()
    {
        var goals = GoalWords.All;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(goals, Is.EqualTo(Enum.GetValues<Goal>()));
            Assert.That(Classes.Select(failure => failure.GoalOf()).OfType<Goal>().Distinct(), Is.EquivalentTo(goals));
            Assert.That(goals.Select(WireName.Of), Is.Unique.And.All.Match("^[a-z]+(-[a-z]+)*$"));
            Assert.That(goals.Select(goal => goal.Words()), Is.Unique.And.All.Not.Empty);
            Assert.That(goals.Select(goal => goal.Meaning()), Is.Unique.And.All.Not.Empty);
        }
    }
}
