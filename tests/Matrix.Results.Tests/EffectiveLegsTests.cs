namespace Matrix.Results.Tests;

public sealed class EffectiveLegsTests
{
    [Test]
    public void What_ran_once_stands_in_its_order() =>
        Assert.That(Standing("llvm 1", "cranelift 1", "llvm 2", "cranelift-abort 1"), Is.EqualTo(new[] { "llvm 1 #0", "cranelift 1 #1", "llvm 2 #2", "cranelift-abort 1 #3" }));

    [Test]
    public void A_leg_that_ran_again_voids_its_repeats_and_its_control_and_no_others() =>
        Assert.That(
            Standing("llvm 1", "cranelift 1", "llvm 2", "cranelift 2", "llvm-abort 1", "cranelift-abort 1", "llvm-without-lto 1", "llvm 1"),
            Is.EqualTo(new[] { "llvm 1 #7", "cranelift 1 #1", "cranelift 2 #3", "cranelift-abort 1 #5", "llvm-without-lto 1 #6" }));

    [Test]
    public void A_repeat_or_a_control_that_ran_again_voids_only_itself() =>
        Assert.That(
            Standing("llvm 1", "llvm 2", "llvm-abort 1", "llvm 2", "llvm-abort 1"), Is.EqualTo(new[] { "llvm 1 #0", "llvm 2 #3", "llvm-abort 1 #4" }));

    // Each line knows its number by its seconds.
    private static IEnumerable<string> Standing(params string[] lines) =>
        EffectiveLegs.Of(lines.Select((line, number) => Leg(line) with { Seconds = number })).Select(leg => $"{leg.Leg} {leg.Attempt} #{leg.Seconds}");

    private static LegResult Leg(string line) =>
        Sample.Leg() with { Leg = LegName.Parse(line.Split(' ')[0]), Attempt = int.Parse(line.Split(' ')[1]) };
}
