using System.Text;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Processes;

public sealed class BoundedBufferTests
{
    private const int Part = 512 << 10;

    [TestCase(0)]
    [TestCase(5)]
    [TestCase(Part)]
    [TestCase(Part + 1)]
    [TestCase(2 * Part)]
    public void What_fits_is_kept_as_it_is(int length)
    {
        var written = Numbers(length);
        var buffer = Filled(written, 1000);

        Assert.That(buffer.ToString(), Is.EqualTo(written));
        Assert.That(Copied(buffer), Is.EqualTo(written));
    }

    [TestCase(1)]
    [TestCase(777)]
    [TestCase(3 * Part)]
    public void Of_what_does_not_fit_beginning_and_end_are_kept(int chunk)
    {
        var written = Numbers((5 * Part) + 13);
        var copied = Copied(Filled(written, chunk));

        Assert.That(copied, Is.EqualTo($"{written[..Part]}\n==> {(3 * Part) + 13} bytes are left out here\n{written[^Part..]}"));
    }

    [Test]
    public void Much_output_takes_no_memory()
    {
        var buffer = new BoundedBuffer();
        var chunk = new byte[64 << 10];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 2000; count++)
            buffer.Write(chunk);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4L << 20));
    }

    private static string Numbers(int length)
    {
        var text = new StringBuilder();
        for (var number = 0; text.Length < length; number++)
            text.Append(number).Append(' ');
        return text.ToString(0, length);
    }

    private static BoundedBuffer Filled(string text, int chunk)
    {
        var buffer = new BoundedBuffer();
        var bytes = Encoding.ASCII.GetBytes(text);
        for (var at = 0; at < bytes.Length; at += chunk)
            buffer.Write(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)));
        return buffer;
    }

    private static string Copied(BoundedBuffer buffer)
    {
        var output = new OutputBuffer();
        buffer.CopyTo(output);
        return output.Text;
    }
}
