using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Sweeps;

public sealed class ResultsDirectoriesTests
{
    private RunsFolder runs = null!;

    [SetUp]
    public void SetUp() => runs = new RunsFolder();

    [TearDown]
    public void TearDown() => runs.Dispose();

    [Test]
    public void A_results_directory_is_itself() =>
        Assert.That(ResultsDirectories.In(runs.RunIn("run", RunsFolder.Manifest())), Is.EqualTo(new[] { runs.PathOf("run") }));

    [Test]
    public void Downloaded_artifacts_are_found_up_to_three_folders_deep()
    {
        string[] found = [runs.RunIn("a/1/x", RunsFolder.Manifest()), runs.RunIn("b/1", RunsFolder.Manifest()), runs.RunIn("c", RunsFolder.Manifest())];
        runs.RunIn("d/1/2/3", RunsFolder.Manifest());

        Assert.That(ResultsDirectories.In(runs.Path), Is.EqualTo(found));
    }

    [Test]
    public void What_lies_in_a_results_directory_is_no_run_of_its_own()
    {
        runs.RunIn("run", RunsFolder.Manifest());
        runs.RunIn($"run/{ResultsPaths.Work}/inner", RunsFolder.Manifest());

        Assert.That(ResultsDirectories.In(runs.Path), Is.EqualTo(new[] { runs.PathOf("run") }));
    }

    [Test]
    public void A_folder_that_holds_itself_is_not_searched_for_ever()
    {
        runs.RunIn("run", RunsFolder.Manifest());
        Directory.CreateSymbolicLink(runs.PathOf("self"), runs.Path);

        Assert.That(ResultsDirectories.In(runs.Path), Has.Member(runs.PathOf("run")));
        Assert.That(RunsFolder.Read(runs.Path).Runs, Has.Count.EqualTo(1));
    }

    [Test]
    public void Folders_that_are_written_in_other_words_have_the_same_paths()
    {
        runs.RunIn("run", RunsFolder.Manifest());

        Assert.That(ResultsDirectories.In(Path.Combine(runs.Path, "run", "..", ".")), Is.EqualTo(new[] { runs.PathOf("run") }));
    }

    [TestCase("nowhere")]
    [TestCase("empty")]
    [TestCase("file/inside")]
    public void A_place_without_results_is_an_error(string place)
    {
        Directory.CreateDirectory(runs.PathOf("empty"));
        File.WriteAllText(runs.PathOf("file"), "");

        Assert.That(
            () => ResultsDirectories.In(runs.PathOf(place)),
            Throws.InstanceOf<MatrixException>().With.Message.StartsWith($"{runs.PathOf(place)} is not a results directory: ").And.Property("ExitCode").EqualTo(ExitCode.Usage));
    }

    [TestCase("")]
    [TestCase("nul\0")]
    public void A_name_that_no_place_can_have_is_an_error(string name) =>
        Assert.That(() => ResultsDirectories.In(name), Throws.InstanceOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.Usage));

    [Test]
    public void A_folder_that_nobody_may_look_into_hides_none_of_its_neighbours()
    {
        if (Environment.IsPrivilegedProcess)
            Assert.Ignore("nothing is closed to root");

        var readable = runs.RunIn("b", RunsFolder.Manifest(), RunsFolder.Works("memchr"));
        var closed = Directory.CreateDirectory(runs.PathOf("a"));
        closed.UnixFileMode = UnixFileMode.None;
        try
        {
            var sweep = RunsFolder.Read(runs.Path);

            Assert.That(sweep.Runs.Select(run => run.Results.Paths.Root), Is.EqualTo(new[] { readable }));
            Assert.That(sweep.Gaps.Unreadable, Has.One.Contains(closed.FullName));
            Assert.That(() => RunsFolder.Read(closed.FullName), Throws.InstanceOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.Usage));
        }
        finally
        {
            closed.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }
    }
}
