using Matrix.Runner.Rules;

namespace Matrix.Runner.Tests.Rules;

public sealed class PanicSiteTests
{
    [TestCase("thread 'main' panicked at src/lib.rs:3:9:", "src/lib.rs:3:9")]
    [TestCase("thread 'a::b' (4711) panicked at src/lib.rs:3:9:", "src/lib.rs:3:9")]
    [TestCase("thread 'main' panicked at 'boom', src/lib.rs:3:9", "src/lib.rs:3:9", Description = "up to Rust 1.72")]
    [TestCase("thread 'main' panicked at 'it's, well', src/lib.rs:3:9", "src/lib.rs:3:9")]
    [TestCase("  thread 'main' panicked at build.rs:12:10:", "build.rs:12:10")]
    [TestCase("thread 'x' panicked at /rustc/4a4ef493e3a1488c/library/core/src/panicking.rs:225:5:", "/rustc/4a4ef493e3a1488c/library/core/src/panicking.rs:225:5")]
    [TestCase("thread 'x' panicked at /sweep/memchr/llvm/source/src/lib.rs:3:9:", "src/lib.rs:3:9", Description = "the leg's folder")]
    [TestCase("thread 'x' panicked at /sweep/memchr/cranelift/source/src/lib.rs:3:9:", "src/lib.rs:3:9", Description = "the leg's folder")]
    [TestCase("thread 'x' panicked at /sweep/tmp/rustdoctestAb3Xy9/rust_out.rs:5:1:", "rust_out.rs:5:1", Description = "rustdoc's folder")]
    [TestCase("thread 'x' panicked at /sweep/tmp/rustdoctestQQ1234/doctest_bundle_2024.rs:5:1:", "doctest_bundle_2024.rs:5:1")]
    [TestCase("thread 'x' panicked at C:\\a\\lib.rs:5:1:", "C:\\a\\lib.rs:5:1")]
    public void A_panic_is_where_its_line_says(string line, string place) => Assert.That(PanicSite.Of(line)?.ToString(), Is.EqualTo(place));

    [TestCase("")]
    [TestCase("panicked at ")]
    [TestCase("thread 'main' panicked at 'assertion failed: `(left == right)`")]
    [TestCase("thread 'main' panicked at src/lib.rs")]
    [TestCase("thread 'main' panicked at src/lib.rs:3")]
    [TestCase("it panicked, at src/lib.rs:3:9:")]
    public void A_line_without_a_place_is_no_panic(string line) => Assert.That(PanicSite.Of(line), Is.Null);

    [Test]
    public void The_same_panic_is_at_the_same_place_in_every_leg() =>
        Assert.That(
            new[] { "llvm", "cranelift", "llvm-abort" }
                .Select((leg, run) => PanicSite.Of($"thread 'x' ({run}) panicked at /tmp/run{run}/sweep/memchr/{leg}/source/src/lib.rs:3:9:"))
                .Distinct()
                .Count(),
            Is.EqualTo(1));
}
