using Matrix.Results;
using Matrix.Runner.Processes;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Processes;

/// <summary>What is limited of foreign code besides: its folder's disk, and what the kernel itself keeps.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), CancelAfter(60_000)]
[Category("Slow")]
public sealed class ForeignCodeTests : IDisposable
{
    private const long MiB = 1 << 20;

    private readonly TemporaryDirectory folder = new();
    private readonly ProcessRunner runner = new();

    public void Dispose() => folder.Dispose();

    [Test]
    public async Task Its_arguments_arrive_as_they_are(CancellationToken cancellation)
    {
        string[] hostile = ["", "a b", "'\"$(id)`id`", "-n", "*", "\n", "grüße"];

        var (exit, output) = await RunAsync(
            Script.Program("perl", ["-e", "print join('|', @ARGV)", "--", .. hostile]).Foreign(folder.Path), cancellation);

        Assert.That((exit, output), Is.EqualTo((new ProcessExit.Exited(0), string.Join('|', hostile))));
    }

    [Test]
    public async Task What_cannot_be_started_is_told_as_ever(CancellationToken cancellation)
    {
        var (exit, _) = await RunAsync(Script.Program("/no/such/program").Foreign(folder.Path), cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.NotStarted("'/no/such/program' does not exist")));
    }

    [Test]
    public async Task A_signal_comes_through(CancellationToken cancellation) =>
        Assert.That((await RunAsync(Script.Shell("kill -SEGV $$").Foreign(folder.Path), cancellation)).Exit, Is.EqualTo(new ProcessExit.Signalled(11)));

    [Test]
    public async Task Opening_more_files_than_it_may_fails(CancellationToken cancellation)
    {
        var (_, output) = await RunAsync(
            Script.Perl("my @f; while (open my $f, '<', '/dev/null') { push @f, $f } print scalar(@f), ' ', $!")
                .Foreign(folder.Path, limits => limits with { OpenFiles = 100 }),
            cancellation);

        Assert.That(output, Does.Match("^9[0-9] Too many open files$"));
    }

    [Test]
    public async Task It_leaves_no_core_file(CancellationToken cancellation)
    {
        var (_, output) = await RunAsync(Script.Shell("ulimit -c; ulimit -H -c").Foreign(folder.Path), cancellation);

        Assert.That(output, Is.EqualTo("0\n0\n"));
    }

    [Test]
    public async Task A_file_that_grows_beyond_the_limit_is_out_of_disk(CancellationToken cancellation)
    {
        var (exit, _) = await RunAsync(
            Script.Perl("open F, '>', 'file'; print F 'x' x 1_000_000 for 1..30; close F; sleep 300")
                .Foreign(folder.Path, limits => limits with { DiskBytes = 20 * MiB }),
            cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.OutOfDisk(20 * MiB)));
        Assert.That(new FileInfo(Path.Combine(folder.Path, "file")).Length, Is.LessThanOrEqualTo(20 * MiB));
    }

    [Test]
    public async Task Many_files_that_fill_the_folder_are_out_of_disk(CancellationToken cancellation)
    {
        var (exit, _) = await RunAsync(
            Script.Perl("for my $n (1..60) { open F, '>', $n; print F 'x' x 1_000_000; close F; select undef, undef, undef, 0.02 } sleep 300")
                .Foreign(folder.Path, limits => limits with { DiskBytes = 20 * MiB }),
            cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.OutOfDisk(20 * MiB)));
    }

    [Test]
    public async Task What_it_removed_again_is_not_held_against_it(CancellationToken cancellation)
    {
        var (exit, _) = await RunAsync(
            Script.Perl("for my $n (1..60) { open F, '>', 'same'; print F 'x' x 1_000_000; close F; select undef, undef, undef, 0.02 } exit 3")
                .Foreign(folder.Path, limits => limits with { DiskBytes = 20 * MiB }),
            cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.Exited(3)));
    }

    private async Task<(ProcessExit Exit, string Output)> RunAsync(CommandSpec command, CancellationToken cancellation)
    {
        var output = new OutputBuffer();
        var result = await runner.RunAsync(command, output, cancellation);
        return (result.Exit, output.Text);
    }
}
