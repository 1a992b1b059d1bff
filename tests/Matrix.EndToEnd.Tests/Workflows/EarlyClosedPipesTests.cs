using Matrix.Testing;

namespace Matrix.EndToEnd.Tests.Workflows;

/// <summary>No script, and no step of a workflow, closes a pipe that somebody still writes to.</summary>
public sealed class EarlyClosedPipesTests
{
    private static readonly string[] Places = [".ci", "bench", "contrib", "matrix", "tests/run", "toolchain"];

    private static IEnumerable<string> Scripts => Places
        .Select(Repository.PathOf)
        .SelectMany(place => Directory.Exists(place) ? Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories) : [place])
        .Where(file => File.ReadLines(file).FirstOrDefault()?.StartsWith("#!", StringComparison.Ordinal) == true && File.ReadLines(file).First().EndsWith("sh", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    [Test]
    public void There_is_something_to_look_at() =>
        Assert.That(Scripts.Select(Path.GetFileName), Is.SupersetOf(new[] { "matrix", "run", "build-from-debian", "noise", "sweep.sbatch" }));

    [Test]
    public void No_script_closes_a_pipe_early() =>
        Assert.That(Scripts.SelectMany(file => EarlyClosedPipes.In(File.ReadAllText(file)).Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line}")), Is.Empty);

    [Test]
    public void No_step_of_a_workflow_closes_a_pipe_early() =>
        Assert.That(Workflow.Files.Select(Workflow.Read).SelectMany(workflow => workflow.Scripts.SelectMany(EarlyClosedPipes.In).Select(line => $"{workflow.Name}: {line}")), Is.Empty);

    [TestCase("if ! apt-cache policy llvm-22-dev | grep -q 'Candidate: [^(]'; then", Description = "it made every fresh machine fail")]
    [TestCase("first=$(ls -1 | head -n 1)")]
    [TestCase("ls -1 |head -1")]
    [TestCase("ls |\n    head -n 1")]
    [TestCase("ls \\\n    | head -n 1")]
    [TestCase("printf '%s\\n' \"$named\" | grep -qixF \"$wanted\"")]
    [TestCase("dmesg | grep --quiet oom")]
    [TestCase("dmesg | LC_ALL=C grep -m 1 oom")]
    [TestCase("apt-cache madison rustc | awk '$3 ~ /^1/ { print $1; exit }'")]
    [TestCase("cat log | sed -n '/error/{p;q}'")]
    [TestCase("cat log | sed 1q")]
    [TestCase("cat log | read -r line")]
    public void An_early_end_is_found(string script) => Assert.That(EarlyClosedPipes.In(script), Is.Not.Empty);

    [TestCase("head -n 1 file")]
    [TestCase("[ -s file ] || head -n 1 file")]
    [TestCase("grep -q word file")]
    [TestCase("ls | tail -n 1")]
    [TestCase("ls | grep -c word")]
    [TestCase("ls | grep -v '^q$'")]
    [TestCase("ls | sed 's/q/p/'")]
    [TestCase("# ls | head")]
    [TestCase("ls | sort | uniq -c")]
    [TestCase("ls | while read -r line; do echo \"$line\"; done")]
    [TestCase("cut -d. -f2 | awk '{ print $1 }'")]
    public void What_reads_to_the_end_is_left_alone(string script) => Assert.That(EarlyClosedPipes.In(script), Is.Empty);
}
