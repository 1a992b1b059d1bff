namespace Matrix.Runner.Tests;

public sealed class MachineShareTests
{
    [TestCase(8, 0, ExpectedResult = 8)]
    [TestCase(8, 1, ExpectedResult = 8)]
    [TestCase(8, 2, ExpectedResult = 4)]
    [TestCase(8, 3, ExpectedResult = 2)]
    [TestCase(2, 5, ExpectedResult = 1)]
    public int Crates_that_run_share_the_cores(int cores, int crates)
    {
        var share = new MachineShare(cores);
        for (var crate = 0; crate < crates; crate++)
            share.Enter();
        return share.BuildJobs();
    }

    [Test]
    public void What_ends_leaves_its_cores_to_the_others()
    {
        var share = new MachineShare(4);
        share.Enter();
        share.Enter();
        share.Leave();

        Assert.That(share.BuildJobs(), Is.EqualTo(4));
    }
}
