using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Matrix.Results;
using Matrix.Runner.Classification;

namespace Matrix.Runner.Tests.Classification;

public sealed class LineScannerTests
{
    private const int LongestEvidence = 2000;

    // Only what never ends takes as long as this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly byte[][] Pieces =
    [
        .. KnownCauses.All.Select(cause => Encoding.UTF8.GetBytes(cause.Literal)),
        .. new[] { "panicked at ", "src/lib.rs:1:2:", "'", "', ", "Error while defining ", "\u001b[31m", "é", "\U0001F980", " " }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xF0, 0x9F], [0x00], [0x0D],
    ];

    [Test]
    public void Any_bytes_are_looked_at_without_an_error() => Always(ArbMap.Default.GeneratorFor<byte[]>());

    [Test]
    public void Any_pieces_of_known_lines_are_looked_at_without_an_error() =>
        Always(Gen.Elements(Pieces).ListOf().Select(pieces => pieces.SelectMany(piece => piece).ToArray()));

    [Test]
    public void An_ordinary_line_means_nothing() => Assert.That(LineScanner.Scan("test it_works ... ok"u8, Phase.Test), Is.Null);

    [Test]
    public void An_empty_line_means_nothing() => Assert.That(LineScanner.Scan([], Phase.Test), Is.Null);

    [Test]
    public void A_panic_has_a_place_and_no_cause()
    {
        var meaning = LineScanner.Scan("thread 'main' (7) panicked at src/lib.rs:3:9:"u8, Phase.Test);

        Assert.That(meaning, Is.EqualTo(new LineMeaning(null, null, new PanicSite("src/lib.rs:3:9"), "thread 'main' (7) panicked at src/lib.rs:3:9:")));
    }

    [Test]
    public void A_crash_of_the_backend_has_a_place_and_a_cause()
    {
        var meaning = LineScanner.Scan("thread 'rustc' panicked at compiler/rustc_codegen_cranelift/src/base.rs:83:5:"u8, Phase.Build);

        Assert.That(meaning!.Cause!.Id, Is.EqualTo("backend-panic"));
        Assert.That(meaning.Site!.Value.Place, Is.EqualTo("compiler/rustc_codegen_cranelift/src/base.rs:83:5"));
    }

    [Test]
    public void The_first_rule_of_the_table_counts() =>
        Assert.That(
            LineScanner.Scan("error: linking with `cc` failed: No space left on device"u8, Phase.Build)!.Cause!.Id, Is.EqualTo("disk-full"));

    [Test]
    public void Bytes_that_are_no_text_are_shown_as_such()
    {
        byte[] line = [.. "has overflowed its stack "u8, 0xFF, 0xFE];

        Assert.That(LineScanner.Scan(line, Phase.Test)!.Text, Is.EqualTo("has overflowed its stack \uFFFD\uFFFD"));
    }

    [Test]
    public void What_could_steer_a_terminal_is_replaced() =>
        Assert.That(LineScanner.Printable("\u001b[31mred\u0007\u009b2J\r\nand\ta tab"), Is.EqualTo("\uFFFD[31mred\uFFFD\uFFFD2J\uFFFD\uFFFDand\ta tab"));

    [Test]
    public void A_subclass_is_as_harmless_as_its_line() =>
        Assert.That(
            LineScanner.Scan("The system library `\u001b[2J` required by crate `x` was not found."u8, Phase.Build)!.Subclass,
            Is.EqualTo("\uFFFD[2J"));

    [Test]
    public void A_long_line_is_cut() =>
        Assert.That(LineScanner.Printable(new string('x', 3 * LongestEvidence)), Is.EqualTo(new string('x', LongestEvidence)));

    [Test]
    public void A_long_line_is_not_cut_within_a_character()
    {
        var crab = "\U0001F980";

        Assert.That(
            LineScanner.Printable(new string('x', LongestEvidence - 1) + crab + crab),
            Is.EqualTo(new string('x', LongestEvidence - 1)));
    }

    [Test]
    public void A_line_made_to_keep_a_pattern_busy_for_ever_does_not()
    {
        var lines =
            from piece in new[] { "panicked at '", "panicked at :1:1", "', ", ":1", "Error while defining Compilation", "/rustdoctest", "trap at Instance " }
            from start in new[] { "", "panicked at ", "panicked at '" }
            select (byte[])[.. Encoding.UTF8.GetBytes(start), .. Repeated(piece)];
        var scan = Task.Run(() => lines.Count(line => LineScanner.Scan(line, Phase.Build) is not null));

        Assert.That(scan.Wait(Patience), Is.True);
    }

    private static byte[] Repeated(string piece) => [.. Enumerable.Repeat(Encoding.UTF8.GetBytes(piece), 50_000).SelectMany(bytes => bytes), (byte)'!'];

    private static void Always(Gen<byte[]> lines) =>
        Prop.ForAll(
            lines.ToArbitrary(),
            Gen.Elements(Enum.GetValues<Phase>()).ToArbitrary(),
            (line, phase) => LineScanner.Scan(line, phase) is not { } meaning
                || (meaning.Text.Length <= LongestEvidence
                    && !meaning.Text.Any(character => char.IsControl(character) && character != '\t')
                    && (meaning.Cause is not null || meaning.Site is not null)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
