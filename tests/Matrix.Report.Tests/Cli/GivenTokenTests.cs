using Matrix.Report.Cli;

namespace Matrix.Report.Tests.Cli;

[NonParallelizable]
public sealed class GivenTokenTests
{
    [TestCase("github_pat_x", true)]
    [TestCase("  ", false)]
    [TestCase(null, false)]
    public void No_program_that_is_started_later_gets_to_see_it(string? given, bool isOne)
    {
        Environment.SetEnvironmentVariable(GivenToken.Variable, given);

        var (token, secret) = GivenToken.Take();

        Assert.That((token is not null, secret), Is.EqualTo((isOne, isOne ? given : null)));
        Assert.That(Environment.GetEnvironmentVariable(GivenToken.Variable), Is.Null);
    }
}
