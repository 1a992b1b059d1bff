using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Measuring;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Measuring;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MeasureRunTests : IDisposable
{
    private readonly SweepOnPaper sweep = new();

    public void Dispose() => sweep.Dispose();

    [Test]
    public async Task Crates_are_measured_one_after_the_other_each_round_with_both_backends_in_turn()
    {
        await SweptAsync("b", "a");

        await sweep.MeasureAsync(2, "b", "a");

        Assert.That(Told(), Is.EqualTo(new[]
        {
            "measuring 2, 0 done",
            "started b", "b llvm 0", "b cranelift 0", "b llvm 1", "b cranelift 1", "b cranelift 2", "b llvm 2", "measured b",
            "started a", "a llvm 0", "a cranelift 0", "a llvm 1", "a cranelift 1", "a cranelift 2", "a llvm 2", "measured a",
        }));
    }

    [Test]
    public async Task What_was_measured_is_written_down_as_it_is_done()
    {
        await SweptAsync("a");

        await sweep.MeasureAsync(2, "a");

        var speed = Written().Single();
        Assert.That((speed.Crate, speed.Edited, speed.Jobs, speed.Failure), Is.EqualTo(("a", "src/lib.rs", 2, (string?)null)));
        Assert.That(speed.Rounds.Select(round => round.First), Is.EqualTo(new[] { BackendName.Llvm, BackendName.Cranelift }));
        Assert.That(speed.Rounds.Select(round => round.Candidate.Rebuild), Is.All.Not.Null);
    }

    [Test]
    public async Task Both_backends_see_the_same_sources_in_a_round_and_other_ones_in_each_rebuild()
    {
        await SweptAsync("a");
        var seen = new List<string>();
        sweep.Processes.Sees = command =>
        {
            if (command.Arguments.Contains("build") && !command.Arguments.Contains("-vv"))
                seen.Add(File.ReadAllText(Path.Combine(command.WorkingDirectory, "src", "lib.rs")));
        };

        await sweep.MeasureAsync(2, "a");

        var (first, second) = ($"code{SourceEdit.Text(1)}", $"code{SourceEdit.Text(2)}");
        Assert.That(seen, Is.EqualTo(new[] { "code", first, "code", first, "code", second, "code", second }));
    }

    [Test]
    public async Task Both_backends_build_with_the_same_options_in_the_same_environment_but_for_the_backend()
    {
        await SweptAsync("a");
        var seen = new List<(bool IsPlain, string[] Options, Dictionary<string, string> Variables)>();
        sweep.Processes.Sees = command =>
        {
            if (command.Arguments.Contains("build"))
                seen.Add((!command.Arguments.Contains("-vv"), [.. command.Arguments], command.Environment.ToDictionary()));
        };

        await sweep.MeasureAsync(1, "a");

        var plain = seen.Where(build => build.IsPlain).ToList();
        Assert.That(plain, Has.Count.EqualTo(4));
        Assert.That(plain.Select(build => build.Options), Is.All.Contains("build.incremental=true"));
        Assert.That(
            plain.SelectMany(build => build.Options).Where(option => option.StartsWith("profile.dev.codegen-backend=", StringComparison.Ordinal)).Select(option => option.Split('"')[1]),
            Is.EqualTo(new[] { "llvm", "llvm", "cranelift", "cranelift" }));
        Assert.That(Neutral(plain[2].Options), Is.EqualTo(Neutral(plain[0].Options)));
        Assert.That(Neutral(plain[2].Variables), Is.EqualTo(Neutral(plain[0].Variables)));
        Assert.That(
            seen.Where(build => !build.IsPlain), Is.All.Matches<(bool, string[] Options, Dictionary<string, string> Variables)>(build => plain.Exists(other =>
                other.Variables.Count == build.Variables.Count && !other.Variables.Except(build.Variables).Any() && !other.Options.Except(build.Options).Any())),
            "what was checked is what is measured, and only looked at more closely");
    }

    [Test]
    public async Task What_an_earlier_start_measured_is_not_measured_again()
    {
        await SweptAsync("a", "b");
        sweep.Results.Append(new SpeedResult { Candidate = BackendName.Cranelift, Crate = "a", Rounds = [new SpeedRound(BackendName.Llvm, new BuildSeconds(2, null), new BuildSeconds(1, null))] });

        var summary = await sweep.MeasureAsync(1, "a", "b");

        Assert.That(Told().First(), Is.EqualTo("measuring 2, 1 done"));
        Assert.That(Told(), Does.Not.Contain("started a").And.Contain("measured b"));
        Assert.That(Written().Select(speed => speed.Crate), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(summary.CleanRatios, Does.Contain(0.5), "it counts all the same");
    }

    [Test]
    public async Task What_does_not_build_with_both_is_not_measured()
    {
        sweep.Compiles(LegName.Llvm, "a").DoesNotBuild(LegName.Cranelift, "error: no", "a");
        await SweptAsync("b");
        await sweep.RunAsync(["a"]);

        var summary = await sweep.MeasureAsync(1, "a", "b");

        Assert.That(Written().Select(speed => speed.Crate), Is.EqualTo(new[] { "b" }));
        Assert.That(summary.Unmeasured, Is.EquivalentTo(new Dictionary<string, int> { ["not built with Cranelift"] = 1 }));
    }

    [Test]
    public async Task A_build_that_fails_when_it_is_measured_says_so_and_does_not_stop_the_others()
    {
        await SweptAsync("a", "b");
        sweep.Processes.On(sweep.MeasuringCommand("a", BackendName.Cranelift), "error: no", exitCode: 101);

        var summary = await sweep.MeasureAsync(2, "a", "b");

        const string Why = "the clean build with Cranelift fails: exit code 101";
        Assert.That(Told(), Does.Contain($"measured a: {Why}").And.Contain("measured b"));
        Assert.That(summary.Unmeasured, Is.EquivalentTo(new Dictionary<string, int> { [Why] = 1 }));
        Assert.That(Written().First().Rounds, Is.Empty);
    }

    [Test]
    public async Task A_crate_that_the_other_backend_builds_is_not_measured()
    {
        await SweptAsync("a");
        sweep.Processes.On(
            sweep.MeasuringCommand("a", BackendName.Cranelift, isChecked: true), "     Running `CARGO_CRATE_NAME=it /rust/bin/rustc --crate-name it -Z codegen-backend=llvm`\n");

        await sweep.MeasureAsync(1, "a");

        Assert.That(Written().Single().Failure, Is.EqualTo("not everything is built by Cranelift where it should be"));
    }

    [Test]
    public async Task A_measured_build_that_carries_the_other_backends_mark_does_not_count()
    {
        await SweptAsync("a");
        sweep.Processes.Sees = command =>
        {
            if (ScriptedProcesses.IsLike(string.Join(' ', command.CommandLine), sweep.MeasuringCommand("a", BackendName.Llvm)))
                Produce(sweep.Measured("a", BackendName.Llvm).Target, "rustc version 1.95.0 with cranelift 0.123.13");
        };

        await sweep.MeasureAsync(1, "a");

        Assert.That(Written().Single().Failure, Is.EqualTo("not everything is built by LLVM where it should be"));
    }

    [Test]
    public async Task A_measured_build_without_the_mark_that_the_check_saw_does_not_count()
    {
        await SweptAsync("a");
        sweep.Processes.Sees = command =>
        {
            if (ScriptedProcesses.IsLike(string.Join(' ', command.CommandLine), sweep.MeasuringCommand("a", BackendName.Cranelift, isChecked: true)))
                Produce(sweep.Measured("a", BackendName.Cranelift).Target, "rustc version 1.95.0 with cranelift 0.123.13");
        };

        await sweep.MeasureAsync(1, "a");

        Assert.That(Written().Single().Failure, Is.EqualTo("not everything is built by Cranelift where it should be"));
    }

    [Test]
    public async Task A_rebuild_in_which_nothing_is_compiled_is_not_one()
    {
        await SweptAsync("a");
        sweep.Processes.On(sweep.MeasuringCommand("a", BackendName.Cranelift), _ => sweep.Built("a", BackendName.Cranelift, "    Finished `dev` profile\n"));

        await sweep.MeasureAsync(1, "a");

        var round = Written().Single().Rounds.Single();
        Assert.That((round.Baseline.Rebuild is null, round.Candidate.Rebuild is null), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task One_crates_trouble_with_its_files_does_not_stop_the_others()
    {
        await SweptAsync("a", "b");
        sweep.Troubles["a"] = new IOException("the name is too long");

        await sweep.MeasureAsync(1, "a", "b");

        Assert.That(Told(), Does.Contain("measured a: its files could not be handled: the name is too long").And.Contain("measured b"));
    }

    [Test]
    public async Task What_it_was_built_in_is_removed()
    {
        await SweptAsync("a");

        await sweep.MeasureAsync(1, "a");

        Assert.That(Path.Combine(sweep.Work, "a"), Does.Not.Exist);
    }

    [Test]
    public async Task A_build_that_leaves_nothing_to_look_at_is_not_measured()
    {
        await SweptAsync("a");
        sweep.Processes.On(sweep.MeasuringCommand("a", BackendName.Llvm), "   Compiling it v1.0.0\n");

        await sweep.MeasureAsync(1, "a");

        Assert.That(Written().Single().Failure, Is.EqualTo("the clean build with LLVM left nothing that shows which backend made it"));
    }

    private static void Produce(string target, string content)
    {
        var folder = Directory.CreateDirectory(Path.Combine(target, "debug", "deps")).FullName;
        File.WriteAllText(Path.Combine(folder, "libit.rlib"), content);
    }

    private static IEnumerable<string> Neutral(Dictionary<string, string> environment) =>
        Neutral(environment.Select(variable => $"{variable.Key}={variable.Value}"));

    // Without what names a backend, or a side by its folder.
    private static IEnumerable<string> Neutral(IEnumerable<string> words) =>
        words.Select(word => word.Replace("cranelift", "llvm").Replace("candidate", "reference"));

    private async Task SweptAsync(params string[] crates)
    {
        foreach (var crate in crates)
            sweep.Compiles(LegName.Llvm, crate).Compiles(LegName.Cranelift, crate).CanBeMeasured(crate);
        await sweep.RunAsync(crates);
        sweep.Events.Clear();
    }

    private List<string> Told() => [.. sweep.Story.SkipWhile(told => !told.StartsWith("measuring", StringComparison.Ordinal))];

    private IEnumerable<SpeedResult> Written() => ResultsReader.Open(sweep.Results.Paths.Root).Speed();
}
