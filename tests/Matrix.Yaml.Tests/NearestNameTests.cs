namespace Matrix.Yaml.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["timeout", "memory", "jobs", "env"];

    [TestCase("timeuot", ExpectedResult = "timeout")]   // two letters swapped
    [TestCase("timeouts", ExpectedResult = "timeout")]  // one too many
    [TestCase("memry", ExpectedResult = "memory")]      // one missing
    [TestCase("JOBS", ExpectedResult = "jobs")]         // case is free
    [TestCase("emv", ExpectedResult = "env")]
    [TestCase("features", ExpectedResult = null)]       // nothing is close
    [TestCase("", ExpectedResult = null)]
    public string? It_is_what_was_most_likely_meant(string mistyped) => NearestName.Of(mistyped, Known);

    [Test]
    public void A_very_long_name_is_not_compared() => Assert.That(NearestName.Of(new string('a', 65), [new string('a', 64)]), Is.Null);

    [Test]
    public void It_is_suggested_in_words()
    {
        Assert.That(NearestName.Suggestion("job", Known), Is.EqualTo("; did you mean 'jobs'?"));
        Assert.That(NearestName.Suggestion("features", Known), Is.Empty);
    }
}
