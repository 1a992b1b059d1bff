using Matrix.Report.Cli;
using Matrix.Report.History;
using Matrix.Results;
using Matrix.Terminal;
using Matrix.Testing;

namespace Matrix.Report.Tests.Sweeps;

/// <summary>An A/A sweep compares LLVM with LLVM: it is never taken for a sweep that says something of Cranelift.</summary>
public sealed class NoiseTests
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
    public void Beside_others_it_is_set_apart()
    {
        var real = runs.Run(RunsFolder.Manifest(minutes: 9), RunsFolder.Works("a"));

        var sweep = RunsFolder.Read(Noise(RunsFolder.Fails("a"), RunsFolder.Fails("b")), real);

        Assert.That(RunsFolder.Text(sweep), Is.EqualTo(RunsFolder.Text(RunsFolder.Read(real))));
        Assert.That(sweep.Start, Is.EqualTo(RunsFolder.Manifest(minutes: 9).Start));
        Assert.That(sweep.Noise.Single().Accused.Select(verdict => verdict.Crate), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void A_run_of_the_same_start_is_another_run()
    {
        var sweep = RunsFolder.Read(Noise(RunsFolder.Works("a"), RunsFolder.Works("b")), runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a")));

        Assert.That((sweep.Crates.Count, sweep.Noise.Single().Crates), Is.EqualTo((1, 2)));
    }

    [Test]
    public void It_is_measured_by_day_and_platform_each_run_and_each_crate_once()
    {
        var (first, second) = (Noise(NoiseManifest(shard: "1/2"), RunsFolder.Works("a"), RunsFolder.Fails("b")), Noise(NoiseManifest(shard: "2/2", minutes: 5), RunsFolder.Works("b"), RunsFolder.Works("c")));

        var sweep = RunsFolder.Read(
            first, second, runs.Copy(first),
            Noise(NoiseManifest(RunsFolder.Mac), RunsFolder.Works("a")),
            Noise(NoiseManifest(minutes: -24 * 60), Sample.Verdict("a", VerdictKind.Flaky)),
            runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a")));

        Assert.That(sweep.Noise.Select(measure => $"{measure.Day:dd} {measure.Platform} {measure.Crates} {measure.Accused.Count} {measure.Flaky}"), Is.EqualTo(new[]
        {
            "30 linux-x86_64 1 0 1", "01 linux-x86_64 3 0 0", "01 macos-aarch64 1 0 0",
        }));
    }

    [Test]
    public async Task A_report_of_it_alone_is_a_line_and_no_site()
    {
        Assert.That(await RunAsync("report", Noise(RunsFolder.Works("a"), Sample.Verdict("b", VerdictKind.Flaky)), "--out", runs.PathOf("site")), Is.Zero);

        Assert.That((output.ToString(), errors.ToString()), Is.EqualTo(("A/A sweep: LLVM against LLVM accuses 0 of 2 crates\n", "")));
        Assert.That(runs.PathOf("site"), Does.Not.Exist);
    }

    [Test]
    public async Task A_report_of_it_alone_names_the_accused()
    {
        Assert.That(await RunAsync("report", Noise(RunsFolder.Fails("b"), Sample.Verdict("a\u001B[31m", VerdictKind.Improved))), Is.Zero);

        Assert.That(output.ToString(), Does.StartWith("A/A sweep: LLVM against LLVM accuses 2 of 2 crates\naccused: a").And.EndWith(" (improved), b (regressed)\n"));
        Assert.That(output.ToString().Where(character => char.IsControl(character) && character != '\n'), Is.Empty);
    }

    [Test]
    public async Task A_report_of_several_says_where_each_ran_and_what_could_not_be_read()
    {
        Assert.That(await RunAsync("report", Noise(RunsFolder.Works("a")), Noise(NoiseManifest(RunsFolder.Mac), RunsFolder.Works("a")), "/nowhere"), Is.Zero);

        Assert.That(output.ToString(), Does.StartWith(
            "A/A sweep on Linux x86_64, 2026-10-01: LLVM against LLVM accuses 0 of 1 crate\nA/A sweep on macOS aarch64, 2026-10-01: LLVM against LLVM accuses 0 of 1 crate\nleft out: /nowhere "));
    }

    [Test]
    public async Task It_is_not_remembered()
    {
        Assert.That(await RunAsync("report", Noise(RunsFolder.Works("a")), "--history", runs.PathOf("history"), "--remember"), Is.EqualTo((int)ExitCode.Usage));

        RefusedInTwoLines("is of an A/A sweep: it compares LLVM with LLVM");
        Assert.That(runs.PathOf("history"), Does.Not.Exist);
    }

    [Test]
    public async Task Beside_others_only_those_are_remembered()
    {
        var real = runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a"));

        Assert.That(await RunAsync("report", real, Noise(RunsFolder.Fails("a"), RunsFolder.Fails("b")), "--history", runs.PathOf("history"), "--remember", "--out", runs.PathOf("site")), Is.Zero);

        var kept = new List<string>();
        Matrix.Results.History.HistoryFile.Read(Directory.GetFiles(runs.PathOf("history")).Single(), crate => kept.Add($"{crate.Crate} {crate.Verdicts.Single().Value}"));
        Assert.That(kept, Is.EqualTo(new[] { "a Compatible" }));
        Assert.That(output.ToString(), Does.Contain("\nA/A sweep: LLVM against LLVM accuses 2 of 2 crates\naccused: a (regressed), b (regressed)\n"));
    }

    [Test]
    public void In_a_history_it_is_no_earlier_sweep()
    {
        runs.RunIn("history/aa", NoiseManifest(minutes: -60), RunsFolder.Fails("a"));
        var folder = new HistoryFolder(runs.PathOf("history"));

        var history = folder.Upto(RunsFolder.Read(runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a"))));

        Assert.That(history.HasPast, Is.False);
        Assert.That(folder.Unreadable.Single(), Does.Contain("is of an A/A sweep"));
    }

    [Test]
    public async Task Issues_are_not_planned_of_it()
    {
        Assert.That(await RunAsync("issues", Noise(RunsFolder.Fails("a", Sample.Cause(FailureClass.Abi, null))), "--config", Config()), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(output.ToString(), Is.Empty);
        Assert.That(errors.ToString(), Does.Match(@"\nerror: .+ is of an A/A sweep: it compares LLVM with LLVM, .+\n  hint: .+\n\z"));
    }

    [Test]
    public async Task Issues_of_others_leave_it_out_and_say_so()
    {
        var noise = Noise(RunsFolder.Fails("a", Sample.Cause(FailureClass.Abi, "x", new Evidence("logs/a/cranelift/test.log.gz", 1, "x"))));

        Assert.That(await RunAsync("issues", runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a")), noise, "--config", Config()), Is.Zero, errors.ToString());

        Assert.That(output.ToString(), Does.StartWith("not counted: what the A/A sweep of 2026-10-01 found on Linux x86_64: it compares LLVM with LLVM\n").And.EndWith("nothing to do: 0 issues are as they should be\n"));
    }

    [Test]
    public async Task It_is_not_merged_with_others()
    {
        Assert.That(await RunAsync("merge", runs.Run(RunsFolder.Manifest(shard: "1/2"), RunsFolder.Works("a")), Noise(NoiseManifest(shard: "1/2"), RunsFolder.Works("a")), "--out", runs.PathOf("out")), Is.EqualTo((int)ExitCode.Usage));

        RefusedInTwoLines("are not of one sweep: they had another candidate");
        Assert.That(runs.PathOf("out"), Does.Not.Exist);
    }

    [Test]
    public async Task Its_shards_are_merged_and_stay_what_they_are()
    {
        Assert.That(await RunAsync("merge", Noise(NoiseManifest(shard: "1/2"), RunsFolder.Works("a")), Noise(NoiseManifest(shard: "2/2"), RunsFolder.Fails("b")), "--out", runs.PathOf("out")), Is.Zero);
        output.GetStringBuilder().Clear();
        Assert.That(await RunAsync("report", runs.PathOf("out")), Is.Zero);

        Assert.That(output.ToString(), Is.EqualTo("A/A sweep: LLVM against LLVM accuses 1 of 2 crates\naccused: b (regressed)\n"));
    }

    [Test]
    public async Task It_is_not_compared_with_a_sweep_of_Cranelift([Values] bool before)
    {
        var (noise, real) = (Noise(RunsFolder.Works("a")), runs.Run(RunsFolder.Manifest(minutes: 9), RunsFolder.Fails("a")));

        Assert.That(await RunAsync("diff", before ? noise : real, before ? real : noise), Is.EqualTo((int)ExitCode.Usage));

        RefusedInTwoLines($"{noise} is of an A/A sweep, LLVM against LLVM, and {real} is not");
    }

    [Test]
    public async Task Two_of_them_are_compared_and_called_what_they_are()
    {
        Assert.That(await RunAsync("diff", Noise(RunsFolder.Works("a")), Noise(NoiseManifest(minutes: 9), RunsFolder.Fails("a"))), Is.EqualTo((int)ExitCode.Regressed));

        Assert.That(output.ToString(), Does.Contain("OLD and NEW are A/A sweeps, LLVM against LLVM"));
    }

    [Test]
    public async Task A_comparison_leaves_it_out_where_it_stands_among_others_and_says_so()
    {
        runs.RunIn("week/aa", NoiseManifest(), RunsFolder.Fails("a"));
        runs.RunIn("week/run", RunsFolder.Manifest(), RunsFolder.Works("a"));

        Assert.That(await RunAsync("diff", runs.PathOf("week"), runs.Run(RunsFolder.Manifest(minutes: 9), RunsFolder.Works("a"))), Is.Zero);

        Assert.That(output.ToString(), Does.Contain("OLD holds results of an A/A sweep too, LLVM against LLVM: they are left out.").And.Contain("Nothing changed."));
    }

    private static RunManifest NoiseManifest(string platform = RunsFolder.Linux, string? shard = null, int minutes = 0)
    {
        var manifest = RunsFolder.Manifest(platform, shard, minutes);
        return manifest with { Backends = TwoBackends.Noise };
    }

    private string Noise(params Verdict[] verdicts) => Noise(NoiseManifest(), verdicts);

    private string Noise(RunManifest manifest, params Verdict[] verdicts) => runs.Run(manifest, verdicts);

    private string Config()
    {
        File.WriteAllText(runs.PathOf("matrix.yaml"), "format: 1\n");
        return runs.PathOf("matrix.yaml");
    }

    private void RefusedInTwoLines(string what)
    {
        Assert.That(output.ToString(), Is.Empty);
        Assert.That(errors.ToString(), Does.Match(@"\Aerror: .+\n  hint: .+\n\z").And.Contain(what));
    }

    private Task<int> RunAsync(params string[] arguments) => CommandHost.InvokeAsync(Commands.Root().Parse(arguments), TimeSpan.FromSeconds(10), output, errors);
}
