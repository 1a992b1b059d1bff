using Matrix.Results;
using Matrix.Runner.Measuring;

namespace Matrix.Runner.Tests;

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
        Assert.That(speed.Rounds.Select(round => round.First), Is.EqualTo(new[] { Backend.Llvm, Backend.Cranelift }));
        Assert.That(speed.Rounds.Select(round => round.Cranelift.Rebuild), Is.All.Not.Null);
    }

    [Test]
    public async Task Both_backends_see_the_same_sources_in_a_round_and_other_ones_in_each_rebuild()
    {
        await SweptAsync("a");
        var seen = new List<string>();
        sweep.Processes.Sees = command =>
        {
            if (command.Arguments.Contains("build") && !command.Arguments.Contains("-vv"))
                seen.Add(File.ReadAllText(Path.Combine(Path.GetDirectoryName(command.Arguments[^1])!, "src", "lib.rs")));
        };

        await sweep.MeasureAsync(2, "a");

        var (first, second) = ($"code{SourceEdit.Text(1)}", $"code{SourceEdit.Text(2)}");
        Assert.That(seen, Is.EqualTo(new[] { "code", first, "code", first, "code", second, "code", second }));
    }

    [Test]
    public async Task Both_backends_build_in_the_same_environment_but_for_the_backend()
    {
        await SweptAsync("a");
        var seen = new List<(bool IsPlain, Dictionary<string, string> Variables)>();
        sweep.Processes.Sees = command =>
        {
            if (command.Arguments.Contains("build"))
                seen.Add((!command.Arguments.Contains("-vv"), command.Environment.ToDictionary()));
        };

        await sweep.MeasureAsync(1, "a");

        var plain = seen.Where(build => build.IsPlain).Select(build => build.Variables).ToList();
        Assert.That(plain.Select(build => build["CARGO_INCREMENTAL"]), Is.EqualTo(new[] { "1", "1", "1", "1" }));
        Assert.That(
            plain.Select(build => build["CARGO_PROFILE_DEV_CODEGEN_BACKEND"]), Is.EqualTo(new[] { "llvm", "llvm", "cranelift", "cranelift" }));
        Assert.That(Neutral(plain[2]), Is.EqualTo(Neutral(plain[0])));
        Assert.That(seen.Where(build => !build.IsPlain).Select(build => build.Variables), Is.All.Matches<Dictionary<string, string>>(
            build => plain.Exists(other => other.Count == build.Count && !other.Except(build).Any())), "what was checked is what is measured");
    }

    [Test]
    public async Task What_an_earlier_start_measured_is_not_measured_again()
    {
        await SweptAsync("a", "b");
        sweep.Results.Append(new SpeedResult { Crate = "a", Rounds = [new SpeedRound(Backend.Llvm, new BuildSeconds(2, null), new BuildSeconds(1, null))] });

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
        sweep.Processes.On(sweep.MeasuringCommand("a", Backend.Cranelift), "error: no", exitCode: 101);

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
            sweep.MeasuringCommand("a", Backend.Cranelift, isChecked: true), "     Running `/rust/bin/rustc --crate-name it -Z codegen-backend=llvm`\n");

        await sweep.MeasureAsync(1, "a");

        Assert.That(Written().Single().Failure, Is.EqualTo("not everything is built by Cranelift where it should be"));
    }

    [Test]
    public async Task A_measured_build_that_carries_the_other_backends_mark_does_not_count()
    {
        await SweptAsync("a");
        sweep.Processes.Sees = command =>
        {
            if (command.CommandLine.AsSpan().SequenceEqual(sweep.MeasuringCommand("a", Backend.Llvm).Split(' ')))
                Produce(sweep.Measured("a", Backend.Llvm).Target, "rustc version 1.95.0 with cranelift 0.123.13");
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
            if (command.CommandLine.AsSpan().SequenceEqual(sweep.MeasuringCommand("a", Backend.Cranelift, isChecked: true).Split(' ')))
                Produce(sweep.Measured("a", Backend.Cranelift).Target, "rustc version 1.95.0 with cranelift 0.123.13");
        };

        await sweep.MeasureAsync(1, "a");

        Assert.That(Written().Single().Failure, Is.EqualTo("not everything is built by Cranelift where it should be"));
    }

    [Test]
    public async Task A_rebuild_in_which_nothing_is_compiled_is_not_one()
    {
        await SweptAsync("a");
        sweep.Processes.On(sweep.MeasuringCommand("a", Backend.Cranelift), "    Finished `dev` profile\n");

        await sweep.MeasureAsync(1, "a");

        var round = Written().Single().Rounds.Single();
        Assert.That((round.Llvm.Rebuild is null, round.Cranelift.Rebuild is null), Is.EqualTo((false, true)));
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

    private static void Produce(string target, string content)
    {
        var folder = Directory.CreateDirectory(Path.Combine(target, "debug", "deps")).FullName;
        File.WriteAllText(Path.Combine(folder, "libit.rlib"), content);
    }

    // Without what names a backend, in its value or as a folder's name.
    private static IEnumerable<string> Neutral(Dictionary<string, string> environment) =>
        environment.Select(variable => $"{variable.Key}={variable.Value.Replace("cranelift", "llvm")}");

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
