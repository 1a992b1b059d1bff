using Matrix.Results;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Tests.Crates;

public sealed class ShardTests
{
    [TestCase("1/1")]
    [TestCase("2/4")]
    [TestCase("20/20")]
    public void A_shard_reads_back_as_itself(string text) => Assert.That(Shard.Parse(text).ToString(), Is.EqualTo(text));

    [TestCase("")]
    [TestCase("2")]
    [TestCase("0/4")]
    [TestCase("5/4")]
    [TestCase("1/0")]
    [TestCase("-1/4")]
    [TestCase("1 /4")]
    [TestCase("1/4/2")]
    [TestCase("a/b")]
    [TestCase("1/99999999999")]
    public void What_is_no_shard_is_refused(string text)
    {
        var error = Assert.Throws<MatrixException>(() => Shard.Parse(text));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Message, Is.EqualTo($"'{text}' is not a shard"));
            Assert.That(error.Hint, Is.EqualTo("write the part and the number of parts, like --shard 2/4; the first part is 1"));
            Assert.That(error.ExitCode, Is.EqualTo(ExitCode.Usage));
        }
    }
}
