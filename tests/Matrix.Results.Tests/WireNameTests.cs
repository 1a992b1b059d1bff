namespace Matrix.Results.Tests;

public sealed class WireNameTests
{
    [Test]
    public void Every_leg_name_reads_back_as_itself()
    {
        var names =
            from backend in new[] { BackendName.Llvm, BackendName.Cranelift, BackendName.Llvm.Again(), BackendName.Parse("cranelift-o1"), BackendName.Parse("gcc-16.1") }
            from panic in Enum.GetValues<PanicStrategy>()
            from workaround in Enum.GetValues<Workaround>()
            select new LegName(backend, panic, workaround);

        Assert.That(names.Select(name => LegName.Parse(name.ToString())), Is.EqualTo(names));
    }

    [TestCase("llvm", ExpectedResult = "llvm")]
    [TestCase("cranelift-abort", ExpectedResult = "cranelift-abort")]
    [TestCase("llvm-without-lto", ExpectedResult = "llvm-without-lto")]
    [TestCase("cranelift-in-one-call", ExpectedResult = "cranelift-in-one-call")]
    [TestCase("llvm-again", ExpectedResult = "llvm-again")]
    [TestCase("llvm-again-abort-lints-capped", ExpectedResult = "llvm-again-abort-lints-capped")]
    public string A_leg_is_named_as_the_design_says(string name) => LegName.Parse(name).ToString();

    [TestCase("")]
    [TestCase("GCC")]
    [TestCase("a b")]
    [TestCase("-gcc")]
    [TestCase("../gcc")]
    [TestCase("llvm-abort-abort")]
    [TestCase("a234567890123456789012345678901234567890x")]
    public void What_is_no_leg_is_refused(string name) => Assert.That(() => LegName.Parse(name), Throws.InstanceOf<FormatException>());

    [Test]
    public void Every_member_of_every_enum_reads_back_as_itself()
    {
        RoundTrip<PanicStrategy>();
        RoundTrip<Phase>();
        RoundTrip<TestOutcome>();
        RoundTrip<TestHarness>();
        RoundTrip<VerdictKind>();
        RoundTrip<FailureClass>();
        RoundTrip<FailureOwner>();
        RoundTrip<Confidence>();
        RoundTrip<LockFileOrigin>();
        RoundTrip<LedgerState>();
        RoundTrip<ExpectationState>();
    }

    private static void RoundTrip<T>() where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            Assert.That(WireName.TryParse<T>(WireName.Of(value), out var back), Is.True);
            Assert.That(back, Is.EqualTo(value));
            Assert.That(WireName.Of(value), Does.Match("^[a-z0-9]+(-[a-z0-9]+)*$"), "names are kebab-case");
        }
    }
}
