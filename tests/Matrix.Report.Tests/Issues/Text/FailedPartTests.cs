using Matrix.Report.Issues.Text;
using Matrix.Report.Logs;

namespace Matrix.Report.Tests.Issues.Text;

public sealed class FailedPartTests
{
    [Test]
    public void Of_a_test_it_is_what_that_test_says_and_how_it_ends() => Assert.That(
        Part(5, "==> lib it: /target/it", "test a ... ok", "==> lib it: exit code 0", "==> alone: lib it: b", "llvm.x86.x is not yet supported.", "aborting", "==> alone: lib it: b: SIGABRT", "==> alone: lib it: c"),
        Is.EqualTo(new[] { "llvm.x86.x is not yet supported.", "aborting", "==> alone: lib it: b: SIGABRT" }));

    [Test]
    public void Of_a_build_it_is_what_that_call_of_rustc_says() => Assert.That(
        Part(4, "   Compiling a v1.0.0", "     Running `rustc --crate-name a`", "warning: first", "error: asm! sym", " --> src/lib.rs:8:14", "error: could not compile `a` (lib)", "Caused by:"),
        Is.EqualTo(new[] { "warning: first", "error: asm! sym", " --> src/lib.rs:8:14", "error: could not compile `a` (lib)" }));

    [Test]
    public void Without_any_bounds_it_is_all_there_is() => Assert.That(Part(2, "", "it", "is"), Is.EqualTo(new[] { "it", "is" }));

    [Test]
    public void The_line_that_decides_may_be_the_end() => Assert.That(Part(2, "so far", "==> exit code 101", "==> next"), Is.EqualTo(new[] { "so far", "==> exit code 101" }));

    private static IEnumerable<string> Part(int line, params string[] lines) => FailedPart.Of([.. lines.Select((text, index) => new LogText(index + 1, text, null))], line);
}
