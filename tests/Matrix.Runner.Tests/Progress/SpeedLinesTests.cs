using Matrix.Results;
using Matrix.Runner.Events;
using Matrix.Runner.Progress;

namespace Matrix.Runner.Tests.Progress;

public sealed class SpeedLinesTests
{
    private static readonly Dictionary<string, int> Nothing = [];

    [Test]
    public void A_crate_is_its_medians_and_ratios() =>
        Assert.That(
            SpeedLines.Of(Speeds.Of("memchr", (2, 1), (4, 5))),
            Is.EqualTo("memchr                       clean 2.00 s with LLVM, 1.00 s with Cranelift (0.50); rebuild 4.00 s with LLVM, 5.00 s with Cranelift (1.25)"));

    [Test]
    public void What_was_not_measured_says_why()
    {
        Assert.That(
            SpeedLines.Of(new SpeedResult { Candidate = BackendName.Cranelift, Crate = "memchr", Failure = "no\u001b[31m" }),
            Does.StartWith("memchr                       not measured: no").And.Not.Contain("\u001b"));
        Assert.That(SpeedLines.Of(Speeds.Of("memchr", (2, 1))), Does.EndWith("(0.50); rebuild not measured"));
    }

    [Test]
    public void All_crates_together_are_one_line() =>
        Assert.That(
            SpeedLines.Of(new SpeedSummary(
                [Speeds.Of("a", (10, 5), (10, 7)), Speeds.Of("b", (10, 8)), Speeds.Of("c", (10, 9), (10, 8))],
                new Dictionary<string, int> { ["not run"] = 2, ["not built with Cranelift"] = 1 })),
            Is.EqualTo(new[]
            {
                "speed: Cranelift's time / LLVM's, median of 3 crates: clean build 0.80, rebuild 0.75 (2 crates); 3 not measured: not run (2), not built with Cranelift (1)",
            }));

    [Test]
    public void No_crate_is_no_median() =>
        Assert.That(
            SpeedLines.Of(new SpeedSummary([], new Dictionary<string, int> { ["not run"] = 1 })),
            Is.EqualTo(new[] { "speed: no crate was measured; 1 not measured: not run (1)" }));

    [Test]
    public void A_machine_that_did_something_else_meanwhile_is_warned_of() =>
        Assert.That(
            SpeedLines.Of(new SpeedSummary(
                [Speeds.Of("a", (2, 1)) with { OtherLoad = 1.46 }, Speeds.Of("b", (2, 1)) with { OtherLoad = 0.1 }, Speeds.Of("c", (2, 1))], Nothing)).Last(),
            Is.EqualTo("WARNING: the machine was busy with other things while 1 of 3 crates were measured (up to 1.5 of 2 cores): measure on a machine that does nothing else"));
}

/// <summary>Measurements that no machine made.</summary>
internal static class Speeds
{
    public static SpeedResult Of(string crate, (double Llvm, double Cranelift) clean, (double Llvm, double Cranelift)? rebuild = null) => new()
    {
        Candidate = BackendName.Cranelift,
        Crate = crate,
        Jobs = 2,
        Rounds = [new SpeedRound(BackendName.Llvm, new BuildSeconds(clean.Llvm, rebuild?.Llvm), new BuildSeconds(clean.Cranelift, rebuild?.Cranelift))],
    };
}
