using Matrix.Runner.Preparation;

namespace Matrix.Runner.Tests.Preparation;

public sealed class AsksGitTests
{
    [TestCase("  fatal: No names found, cannot describe anything.")]
    [TestCase("  no version: fatal: No annotated tags can describe '0123456789abcdef0123456789abcdef01234567'.")]
    [TestCase("fatal: No tags can describe '0123456'.")]
    [TestCase("fatal: no tag exactly matches '0123456789abcdef0123456789abcdef01234567'")]
    [TestCase("  fatal: not a git repository (or any of the parent directories): .git")]
    [TestCase("fatal: ambiguous argument 'v1.0..HEAD': unknown revision or path not in the working tree.")]
    [TestCase("fatal: bad revision 'HEAD~1'")]
    [TestCase("fatal: Not a valid object name origin/main")]
    [TestCase("fatal: attempt to fetch/clone from a shallow repository")]
    [TestCase("  called `Result::unwrap()` on an `Err` value: Output { status: ExitStatus(unix_wait_status(32768)), stdout: \"\", stderr: \"fatal: No names found, cannot describe anything.\\n\" }")]
    [TestCase("  Error: cannot describe - no reference found, cannot describe anything.; class=Describe (33); code=NotFound (-3)")]
    [TestCase("  Error: could not find repository at '/builds/a/source'; class=Repository (6); code=NotFound (-3)")]
    [TestCase("  Error { code: -3, klass: 4, message: \"reference 'refs/heads/main' not found\" }")]
    [TestCase("  Error: object not found - no match for id (0123456789abcdef0123456789abcdef01234567); class=Odb (9); code=NotFound (-3)")]
    [TestCase("  Could not find a git repository in '/builds/a/source' or in any of its parents")]
    [TestCase("  thread 'main' panicked at build.rs:7:10: git describe failed: exit status: 128")]
    [TestCase("error: failed to run `git describe --tags`")]
    [TestCase("error: could not execute git rev-parse HEAD: exit status: 128")]
    [TestCase("  thread 'main' panicked at build.rs:3:5: failed to get git version")]
    [TestCase("  Unable to determine the current git tag")]
    [TestCase("  the version cannot be computed from a shallow clone")]
    [TestCase("  error: this repository is shallow; run git fetch --unshallow")]
    [TestCase("error: environment variable `VERGEN_GIT_DESCRIBE` not defined at compile time")]
    [TestCase("error: environment variable `GIT_HASH` not defined at compile time")]
    public void A_script_that_misses_history_is_known_by_what_it_says(string line) =>
        Assert.That(AsksGit.Of(["   Compiling a v0.1.0", line]), Is.True);

    [TestCase("error[E0308]: mismatched types")]
    [TestCase("warning: this is a shallow copy of the vector")]
    [TestCase("note: `Rc::clone` makes a shallow clone")]
    [TestCase("test shallow_clone_is_cheap ... FAILED")]
    [TestCase("error: ambiguous argument for the macro")]
    [TestCase("test git_describe_fails ... FAILED")]
    [TestCase("     Running `git describe --tags`")]
    [TestCase("error: environment variable `DIGIT_COUNT` not defined at compile time")]
    [TestCase("error: environment variable `OUT_DIR` not defined at compile time")]
    [TestCase("fatal: could not read the configuration")]
    [TestCase("fatal error: 'git2.h' file not found")]
    [TestCase("error: could not find `git2` in the list of imported crates")]
    [TestCase("error: failed to resolve: use of unresolved module or unlinked crate `git_version`")]
    [TestCase("error: linking with `cc` failed: exit status: 1")]
    [TestCase("fatal runtime error: stack overflow")]
    [TestCase("error: could not compile `built` (lib) due to 1 previous error")]
    [TestCase("error: could not compile `git-version` (lib) due to 1 previous error")]
    [TestCase("")]
    public void What_looks_like_it_is_not_taken_for_it(string line) => Assert.That(AsksGit.Of([line]), Is.False);
}
