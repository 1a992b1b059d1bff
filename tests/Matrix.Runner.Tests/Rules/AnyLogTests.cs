using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Corpus;

namespace Matrix.Runner.Tests.Rules;

public sealed class AnyLogTests
{
    private const int LongestEvidence = 2000;

    // Only what never ends takes as long as this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly byte[][] Pieces =
    [
        .. OurRules.All.Rules.SelectMany(rule => rule.Lines).Select(line => Encoding.UTF8.GetBytes(line.Literal)),
        .. new[] { "llvm.x86.a", "src/num.rs:1:2:", "'", "', ", "Compilation(", "`", "{file}", "\n", "\u001b[31m", "é", " " }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xF0, 0x9F], [0x00], [0x0D],
    ];

    [Test]
    public void Any_bytes_are_judged_without_an_error() => Always(ArbMap.Default.GeneratorFor<byte[]>());

    [Test]
    public void Any_pieces_of_known_lines_are_judged_without_an_error() =>
        Always(Gen.Elements(Pieces).ListOf().Select(pieces => pieces.SelectMany(piece => piece).ToArray()));

    [Test]
    public void A_line_that_matches_a_pattern_is_never_passed_over()
    {
        Prop.ForAll(
            Gen.Elements(Pieces).ListOf().Select(pieces => pieces.SelectMany(piece => piece).ToArray()).ToArbitrary(),
            line => OurRules.All.MayMatter(line) || !OurRules.All.PatternsIn(Encoding.UTF8.GetString(line)).Any())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Test]
    public void A_line_made_to_keep_a_pattern_busy_for_ever_does_not()
    {
        var lines = new[] { "panicked at '", "panicked at src/", "thread '<unnamed>' ", "Error while defining Compilation(", "trap at Instance ", "call conv " }
            .Select(piece => string.Concat(Enumerable.Repeat(piece, 2_000)) + "!");
        var judging = Task.Run(() => lines.Count(line => OurRules.Matches(line, Phase.Build).Any()));

        Assert.That(judging.Wait(Patience), Is.True);
    }

    private static void Always(Gen<byte[]> logs) =>
        Prop.ForAll(logs.ToArbitrary(), Gen.Elements(Enum.GetValues<Phase>()).ToArbitrary(), (log, phase) => IsWellFormed(log, phase))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static bool IsWellFormed(byte[] log, Phase phase)
    {
        var reading = new LogReading(OurRules.All, "log");
        foreach (var range in log.AsSpan().Split((byte)'\n'))
            reading.OnLine(log.AsSpan(range));
        var matches = OurRules.All.Match(reading.Hits, new LogContext(phase)).ToList();
        return matches.TrueForAll(match => IsWellFormed(match)) && matches.Select(match => match.Rule.Precedence).Order().SequenceEqual(
            matches.Select(match => match.Rule.Precedence)) && Explanation.Of(reading, new LogContext(phase)).Any();
    }

    private static bool IsWellFormed(RuleMatch match) =>
        match.Hit.Evidence.Text.Length <= LongestEvidence
        && !match.Hit.Evidence.Text.Any(character => char.IsControl(character) && character != '\t')
        && match.Subclass?.Any(char.IsControl) != true
        && match.Companions.Length == match.Rule.With.Length;
}
