using Matrix.Results;
using Matrix.Runner.Measuring;

namespace Matrix.Runner.Tests.Measuring;

public sealed class AlternationTests
{
    [Test]
    public void Each_round_has_both_backends_and_the_one_that_goes_first_alternates()
    {
        var rounds = Enumerable.Range(1, 4).Select(round => Alternation.Of(round, BackendName.Llvm, BackendName.Cranelift)).ToList();

        Assert.That(rounds.Select(round => round[0]), Is.EqualTo(new[] { BackendName.Llvm, BackendName.Cranelift, BackendName.Llvm, BackendName.Cranelift }));
        Assert.That(rounds, Is.All.EquivalentTo(new[] { BackendName.Llvm, BackendName.Cranelift }));
    }
}
