using Matrix.Results;
using Matrix.Runner.Legs.Logs;

namespace Matrix.Runner.Tests.Legs.Logs;

public sealed class IntrinsicLedgerTests
{
    [TestCase("warning: unsupported x86 llvm intrinsic llvm.x86.pclmulqdq.256; replacing with trap", "llvm.x86.pclmulqdq.256")]
    [TestCase("warning: unsupported AArch64 llvm intrinsic llvm.aarch64.crc32b; replacing with trap\n", "llvm.aarch64.crc32b")]
    [TestCase("warning: unsupported llvm intrinsic llvm.foo; replacing with trap", "llvm.foo")]
    public void A_warning_of_the_backend_is_entered(string rendered, string intrinsic)
    {
        var ledger = new IntrinsicLedger();
        ledger.OnDiagnostic(rendered, "dep 1.0.0");

        var entry = ledger.Entries("memchr", BackendName.Cranelift, "x").Single();
        Assert.That((entry.Intrinsic, entry.State, entry.Package, entry.Crate, entry.Target), Is.EqualTo((intrinsic, LedgerState.Warned, "dep 1.0.0", "memchr", "x")));
    }

    [TestCase("warning: unused variable")]
    [TestCase("error: ; replacing with trap")]
    public void Another_message_is_not(string rendered)
    {
        var ledger = new IntrinsicLedger();
        ledger.OnDiagnostic(rendered, "dep 1.0.0");

        Assert.That(ledger.Entries("memchr", BackendName.Cranelift, "x"), Is.Empty);
    }

    [Test]
    public void Each_is_entered_once_per_package_and_executable()
    {
        var ledger = new IntrinsicLedger();
        for (var time = 0; time < 2; time++)
        {
            ledger.OnDiagnostic("unsupported llvm intrinsic llvm.a; replacing with trap", "dep 1.0.0");
            ledger.OnDiagnostic("unsupported llvm intrinsic llvm.a; replacing with trap", "dep 2.0.0");
            ledger.OnLinked("llvm.a", "lib memchr");
        }

        var entries = ledger.Entries("memchr", BackendName.Cranelift, "x");

        Assert.That(entries.Select(entry => entry.State), Is.EqualTo(new[] { LedgerState.Warned, LedgerState.Warned, LedgerState.Linked }));
        Assert.That(entries[2].TestTarget, Is.EqualTo("lib memchr"));
    }
}
