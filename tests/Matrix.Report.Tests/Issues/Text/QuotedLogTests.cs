using Matrix.Report.Issues.Text;

namespace Matrix.Report.Tests.Issues.Text;

public sealed class QuotedLogTests
{
    [TestCase("token ghp_abcdefghijklmnopqrstuvwxyz0123456789 here", "token [redacted] here")]
    [TestCase("token ghs_1234_eyJhbGciOi-JIUzI1NiJ9.eyJzdWIi_Oi.abc-def", "token [redacted]")]
    [TestCase("github_pat_11ABCDEFG0abcdefghijklmnop_qrstuvwxyz", "[redacted]")]
    [TestCase("https://user:hunter2secret@example.org/x", "https://[redacted]@example.org/x")]
    [TestCase("Authorization: Bearer abc.def-ghi", "Authorization: Bearer [redacted]")]
    [TestCase("CARGO_REGISTRY_TOKEN=cio0123456789", "CARGO_REGISTRY_TOKEN=[redacted]")]
    [TestCase("AKIAIOSFODNN7EXAMPLE", "[redacted]")]
    [TestCase("-----BEGIN RSA PRIVATE KEY-----MIIE", "[redacted]")]
    [TestCase("panicked at src/lib.rs:524:13: token mismatch", "panicked at src/lib.rs:524:13: token mismatch")]
    [TestCase("it says MY-OWN-SECRET", "it says [redacted]")]
    public void Secrets_are_taken_out_and_all_else_stays(string line, string expected) =>
        Assert.That(QuotedLog.Plain(line, new Redaction("MY-OWN-SECRET")), Is.EqualTo(expected));

    [Test]
    public void No_line_ends_the_block_it_stands_in() =>
        Assert.That(QuotedLog.Block(["a", "```", "@octocat #1", "`````"], Redaction.OfPatterns).Text, Is.EqualTo("``````text\na\n```\n@octocat #1\n`````\n``````"));

    [Test]
    public void A_line_that_acts_on_a_terminal_is_only_read() => Assert.That(QuotedLog.Plain("\u001b[31mred\u001b[0m \u202etxet", Redaction.OfPatterns), Is.EqualTo("red <U+202E>txet"));

    [Test]
    public void A_line_of_megabytes_is_not_looked_through() =>
        Assert.That(QuotedLog.Plain(string.Concat(Enumerable.Repeat("a.", 2_000_000)), Redaction.OfPatterns), Has.Length.EqualTo(501));

    [Test]
    public void A_long_line_is_cut() => Assert.That(QuotedLog.Plain(new string('x', 9_000), Redaction.OfPatterns), Has.Length.EqualTo(501));
}
