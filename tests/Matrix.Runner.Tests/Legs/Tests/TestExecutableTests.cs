using System.Text;
using Matrix.Runner.Legs.Tests;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Legs.Tests;

public sealed class TestExecutableTests
{
    private const int Block = 1 << 20;
    private const string Mark = "rustc version 1.95.0-nightly (59807616e 2026-04-14) with cranelift 0.123.13";
    private const string Panic = "llvm.x86.avx2.psllv.d is not yet supported.";

    private TemporaryDirectory directory = null!;

    [SetUp]
    public void MakeDirectory() => directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    [TestCase(0)]
    [TestCase(17)]
    [TestCase(Block - 1)]
    [TestCase(Block - 20)]
    [TestCase(Block - 60)]
    [TestCase(Block - 256)]
    [TestCase((2 * Block) - 300)]
    [TestCase((3 * Block) - 70)]
    public void Texts_are_found_wherever_they_lie(int place)
    {
        var executable = Read(new string('x', place - (place > 0 ? 1 : 0)) + (place > 0 ? "\0" : "") + Panic + "\0" + Mark + "\0" + new string('y', Block / 2));

        Assert.That(executable.MadeByCranelift, Is.True);
        Assert.That(executable.Intrinsics, Is.EqualTo(new[] { "llvm.x86.avx2.psllv.d" }));
        Assert.That(executable.CraneliftVersion, Is.EqualTo("0.123.13"));
    }

    [TestCase("rustc version 1 with cranelift 0.124.0-dev\0", "0.124.0-dev")]
    [TestCase("rustc version 1 with cranelift <b>\0", null)]
    [TestCase("built with cranelift 0.1\0", null)]
    public void The_version_is_what_the_mark_tells(string text, string? version) => Assert.That(Read(text).CraneliftVersion, Is.EqualTo(version));

    [TestCase("built with cranelift 0.1")]
    [TestCase("rustc version 1.95.0 (clang LLVM)")]
    [TestCase(" with cranelift rustc version ")]
    [TestCase("")]
    public void The_mark_stands_behind_the_version_of_rustc(string text) => Assert.That(Read(text).MadeByCranelift, Is.False);

    [Test]
    public void The_mark_is_found_behind_its_look_alikes() =>
        Assert.That(Read("dances with cranelift 1" + new string('-', 1000) + Mark).MadeByCranelift, Is.True);

    [TestCase("float is not yet supported.")]
    [TestCase("llvm. is not yet supported.")]
    [TestCase("llvm.x86 is not yet supported")]
    [TestCase("llvm.x86\n is not yet supported.")]
    public void Other_things_that_are_not_supported_are_no_intrinsics(string text) => Assert.That(Read(text).Intrinsics, Is.Empty);

    [Test]
    public void Each_intrinsic_is_named_once_and_in_order() =>
        Assert.That(
            Read("llvm.b is not yet supported.llvm.a is not yet supported.llvm.b is not yet supported.").Intrinsics,
            Is.EqualTo(new[] { "llvm.a", "llvm.b" }));

    private TestExecutable Read(string bytes)
    {
        var path = Path.Combine(directory.Path, "executable");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(bytes));
        return TestExecutable.Read(path);
    }
}
