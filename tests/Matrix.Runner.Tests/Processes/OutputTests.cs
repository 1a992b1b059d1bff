using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Processes;

[CancelAfter(60_000)]
public sealed class OutputTests
{
    private readonly ProcessRunner runner = new();

    [Test]
    public async Task Both_streams_arrive_in_the_order_they_were_written(CancellationToken cancellation)
    {
        var output = new OutputBuffer();
        await runner.RunAsync(
            Script.Shell("i=0; while [ $i -lt 200 ]; do echo $i; i=$((i+1)); echo $i >&2; i=$((i+1)); done"), output, cancellation);

        Assert.That(output.Lines, Is.EqualTo(Enumerable.Range(0, 200).Select(number => $"{number}")));
    }

    [Test]
    public async Task Every_byte_arrives_as_it_is(CancellationToken cancellation)
    {
        var output = new OutputBuffer();
        await runner.RunAsync(Script.Perl("binmode STDOUT; print pack 'C*', 0..255 for 1..1000"), output, cancellation);

        Assert.That(output.Bytes, Is.EqualTo(Enumerable.Range(0, 256_000).Select(index => (byte)index)));
    }

    [Test]
    public async Task Much_output_takes_no_memory(CancellationToken cancellation)
    {
        var counted = new ByteCount();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await runner.RunAsync(Script.Perl("$line = 'x' x 1023; print \"$line\\n\" for 1..102400"), counted, cancellation);

        Assert.That(counted.Bytes, Is.EqualTo(100L << 20));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(20L << 20));
    }

    [Test]
    public async Task Output_beyond_its_limit_ends_the_program_and_is_not_handed_on(CancellationToken cancellation)
    {
        var counted = new ByteCount();

        var result = await runner.RunAsync(Script.Program("yes").Within(log: 100_000), counted, cancellation);

        Assert.That(result.Exit, Is.EqualTo(new ProcessExit.LogTooLarge(100_000)));
        Assert.That(counted.Bytes, Is.EqualTo(100_000));
    }

    [Test]
    public async Task A_program_that_ends_soon_after_too_much_output_is_told_all_the_same(CancellationToken cancellation)
    {
        var result = await runner.RunAsync(Script.Shell("echo 12345678").Within(log: 8), new ByteCount(), cancellation);

        Assert.That(result.Exit, Is.EqualTo(new ProcessExit.LogTooLarge(8)));
    }

    [Test]
    public async Task Output_as_long_as_its_limit_is_not_too_long(CancellationToken cancellation)
    {
        var result = await runner.RunAsync(Script.Shell("echo 1234567").Within(log: 8), new ByteCount(), cancellation);

        Assert.That(result.Exit, Is.EqualTo(new ProcessExit.Exited(0)));
    }

    [Test]
    public void A_program_whose_output_cannot_be_kept_is_ended(CancellationToken cancellation)
    {
        var output = new FullDisk();

        Assert.That(
            async () => await runner.RunAsync(Script.Shell("echo $$; exec sleep 300"), output, cancellation),
            Throws.InstanceOf<IOException>().With.Message.EqualTo("no space left"));
        Assert.That(Survivors.Of([output.FirstLine]), Is.Empty);
    }

    private sealed class ByteCount : IOutputSink
    {
        public long Bytes { get; private set; }

        public void Write(ReadOnlySpan<byte> bytes) => Bytes += bytes.Length;
    }

    private sealed class FullDisk : IOutputSink
    {
        public string FirstLine { get; private set; } = "";

        public void Write(ReadOnlySpan<byte> bytes)
        {
            FirstLine = System.Text.Encoding.UTF8.GetString(bytes).Split('\n')[0];
            throw new IOException("no space left");
        }
    }
}
