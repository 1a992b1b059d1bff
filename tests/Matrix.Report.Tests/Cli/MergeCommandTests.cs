using Matrix.Report.Cli;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Report.Tests.Cli;

public sealed class MergeCommandTests
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter errors = new() { NewLine = "\n" };
    private RunsFolder runs = null!;

    [SetUp]
    public void MakeFolder() => runs = new RunsFolder();

    [TearDown]
    public void RemoveFolder()
    {
        runs.Dispose();
        output.GetStringBuilder().Clear();
        errors.GetStringBuilder().Clear();
    }

    [Test]
    public async Task What_is_complete_ends_with_0()
    {
        var (first, second) = (Run("1/2", "a"), Run("2/2", "b"));

        Assert.That(await MergeAsync(first, second), Is.Zero);
        Assert.That(output.ToString(), Is.EqualTo($"{runs.PathOf("out/linux-x86_64")}: 2 crates of 2 runs\n"));
    }

    [Test]
    public async Task What_is_not_ends_with_3_and_says_what_is_missing()
    {
        Assert.That(await MergeAsync(Run("1/2", "a"), "/nowhere"), Is.EqualTo((int)ExitCode.Regressed));
        Assert.That(output.ToString(), Does.Contain("1 crate of 1 run\nleft out: /nowhere is not a results directory").And.EndWith("Linux x86_64: shard 2 of 2 is missing\n"));
    }

    [Test]
    public async Task Nothing_that_can_be_merged_ends_with_2()
    {
        Assert.That(await MergeAsync("/nowhere"), Is.EqualTo((int)ExitCode.Usage));
        Assert.That(errors.ToString(), Does.StartWith("error: /nowhere is not a results directory").And.Contains("\n  hint: "));
    }

    private string Run(string shard, string crate) => runs.Run(RunsFolder.Manifest(shard: shard), RunsFolder.Works(crate));

    private Task<int> MergeAsync(params string[] directories) =>
        CommandHost.InvokeAsync(Commands.Root().Parse(["merge", .. directories, "--out", runs.PathOf("out")]), TimeSpan.FromSeconds(10), output, errors);
}
