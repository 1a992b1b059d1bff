using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Cli;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Settings;
using Matrix.Runner.Isolation;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Loading;
using Matrix.Runner.Tests.Configuration;
using Matrix.Runner.Tests.Crates;
using Matrix.Runner.Toolchains;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Cli;

public sealed class SweepSetupTests
{
    private static readonly ToolchainRecord Rust = new("nightly", "rustc 1.95.0", "rustc 1.95.0\nhost: x", "2026-04-13", "x", "cargo 1.95.0");

    private static readonly CratesList List = Lists.Of("format: 1\ncrates: [{ name: a, path: a }, { name: b, path: b }]");

    private static readonly SweepSetup Setup = Of(List, Rust);

    private static readonly SweepSetup Against = Setup with { Toolchain = Setup.Toolchain with { Backends = [Setup.Toolchain.Baseline, Setup.Toolchain.Baseline.Again()] } };

    [Test]
    public void The_manifest_says_what_is_swept_and_with_what()
    {
        var manifest = (Setup with { Options = new SweepOptions { Jobs = 3, Shard = Shard.Parse("2/4") } }).Manifest(Now.OnLinux.Platform);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(manifest.List.Name, Is.EqualTo("list.yaml"));
            Assert.That(manifest.List.Crates, Is.EqualTo(new[] { "a", "b" }));
            Assert.That(manifest.Toolchain, Is.EqualTo(Rust));
            Assert.That(manifest.Settings.Jobs, Is.EqualTo(3));
            Assert.That(manifest.Settings.Shard, Is.EqualTo("2/4"));
            Assert.That(manifest.Settings.Isolation, Is.EqualTo("none"));
            Assert.That(manifest.Settings.Limits.Seconds, Is.EqualTo(900));
            Assert.That(manifest.Warnings, Is.EqualTo(new[] { "no sandbox" }));
            Assert.That(manifest.End, Is.Null);
        }
    }

    [Test]
    public void The_option_for_jobs_comes_before_the_file() =>
        Assert.That(
            (Setup with { Config = Config.Of("format: 1\njobs: 7") }).Manifest(Now.OnLinux.Platform).Settings.Jobs, Is.EqualTo(7));

    [Test]
    public void The_same_sweep_may_be_resumed() =>
        Assert.That(() => GoOn(Setup, Setup), Throws.Nothing);

    [Test]
    public void Another_list_is_refused() =>
        Refuses(Of(Lists.Of("format: 1\ncrates: [{ name: a, path: a }]"), Rust), "out was started with another list (list.yaml, or an earlier state of it)");

    [Test]
    public void Another_choice_of_crates_is_refused() => Refuses(Setup with { Crates = [List.Crates[0]] }, "out was started with another choice of crates");

    [Test]
    public void Another_toolchain_is_refused() =>
        Refuses(Of(List, Rust with { RustcVerbose = "rustc 1.94.0", Rustc = "rustc 1.94.0" }), "out was started with another toolchain (rustc 1.94.0)");

    [Test]
    public void Another_backend_is_refused() => Refuses(With("cranelift", "01"), "out was started with another backend library");

    [Test]
    public void Other_settings_of_a_backend_are_refused() =>
        Refuses(With("cranelift", "00", "profile.dev.opt-level=1"), "out was started with other settings of a backend");

    [Test]
    public void Another_plan_is_refused()
    {
        var planned = Setup with { Plan = new PlanRecord("ab", new Dictionary<string, int> { ["linux-x86_64"] = 4 }) };

        Refuses(planned, "out was started with another plan");
        Assert.That(() => GoOn(planned, planned), Throws.Nothing);
        Assert.That(() => GoOn(planned, Setup), Throws.TypeOf<MatrixException>().With.Message.EqualTo("out was started with no plan"));
    }

    [Test]
    public void Another_isolation_is_refused() => Refuses(
        Setup with { Isolation = new ChosenSandbox(new Bubblewrap("/usr/bin/bwrap", [], null), null) }, "out was started with another isolation (bubblewrap)");

    [TestCase("confirm: 3 of 5", "out was started with another `confirm` (3 of 5)")]
    [TestCase("limits: { memory: 1GiB }", "out was started with other limits")]
    public void Other_settings_are_refused(string setting, string message) => Refuses(Setup with { Config = Config.Of($"format: 1\n{setting}") }, message);

    [Test]
    public void What_other_rules_judged_has_no_rules_until_it_is_judged_again()
    {
        var earlier = Setup.Manifest(Now.OnLinux.Platform) with { Resumed = 1, ToolVersion = "0.0.9", Warnings = ["it was so"] };
        var now = Setup.Manifest(Now.OnLinux.Platform);

        var same = new ResumeCheck(Setup).GoOn(earlier, now, "out");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(same.RulesSha256, Is.EqualTo("ab"));
            Assert.That(same.Resumed, Is.EqualTo(2));
            Assert.That(same.Start, Is.EqualTo(earlier.Start));
            Assert.That(same.Warnings, Is.EqualTo(new[] { "it was so", "no sandbox", $"begun by version 0.0.9 of the tool, gone on with by {now.ToolVersion}" }));
            Assert.That(new ResumeCheck(Setup).GoOn(earlier with { RulesSha256 = "cd" }, now, "out").RulesSha256, Is.Null);
        }
    }

    [Test]
    public void Legs_must_see_what_the_list_says_of_cargo()
    {
        using var folder = new TemporaryDirectory();
        var config = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "lists")).FullName, "config.toml");
        File.WriteAllText(config, $"[source.unpacked]\ndirectory = \"{Directory.CreateDirectory(Path.Combine(folder.Path, "elsewhere")).FullName}\"\n");

        Assert.That(Setup.Readable, Is.EqualTo(new[] { "/rust" }));
        Assert.That((Setup with { Named = NamedPlaces.In(config) }).Readable, Is.EqualTo(new[] { "/rust", Path.Combine(folder.Path, "lists"), Path.Combine(folder.Path, "elsewhere") }));
    }

    [TestCase(false, true, "out was started with another comparison (llvm and cranelift)")]
    [TestCase(true, false, "out was started with another comparison (llvm and llvm-again)")]
    public void Noise_and_a_comparison_are_not_mixed(bool earlier, bool now, string message) => Refuses(
        () => GoOn(now ? Against : Setup, earlier ? Against : Setup), message);

    [Test]
    public void Results_of_two_processors_are_not_mixed()
    {
        var platform = Now.OnLinux.Platform;
        RunManifest On(params string[]? features) => Setup.Manifest(platform with { TargetFeatures = features });

        Refuses(() => new ResumeCheck(Setup).GoOn(On("sse2", "avx512bw"), On("sse2"), "out"), $"out was started on another processor ({platform.Cpu}; here {platform.Cpu})");
        Assert.That(() => new ResumeCheck(Setup).GoOn(On("sse2", "avx"), On("avx", "sse2"), "out"), Throws.Nothing);
        Assert.That(() => new ResumeCheck(Setup).GoOn(On(null), On("avx"), "out"), Throws.Nothing, "of an earlier version");
    }

    [Test]
    public void An_A_A_sweep_says_what_was_in_the_candidates_place()
    {
        Assert.That(Against.Manifest(Now.OnLinux.Platform).Candidates.Select(backend => (backend.Name.Value, backend.IsBaselineAgain)), Is.EqualTo(new[] { ("llvm-again", true) }));
        Assert.That(Setup.Manifest(Now.OnLinux.Platform).Candidates.Select(backend => (backend.Name.Value, backend.IsBaselineAgain)), Is.EqualTo(new[] { ("cranelift", false) }));
        Assert.That(() => GoOn(Against, Against), Throws.Nothing);
    }

    private static void Refuses(SweepSetup earlier, string message) => Refuses(() => GoOn(Setup, earlier), message);

    private static void GoOn(SweepSetup setup, SweepSetup earlier) =>
        new ResumeCheck(setup).RefuseToMixWith(earlier.Manifest(Now.OnLinux.Platform), setup.Manifest(Now.OnLinux.Platform).Settings, "out");

    private static void Refuses(Action goOn, string message)
    {
        var error = Assert.Throws<MatrixException>(() => goOn());

        Assert.That(error.Message, Is.EqualTo(message));
        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.Usage));
    }

    private static SweepSetup With(string cranelift, string sum, params string[] config) => Setup with { Toolchain = Setup.Toolchain with { Backends = Backends(cranelift, sum, config) } };

    private static ImmutableArray<Backend> Backends(string cranelift, string sum, params string[] config) =>
        [new Backend(BackendName.Llvm, "llvm"), new Backend(BackendName.Cranelift, cranelift) { Library = "/rust/lib/lib.so", LibrarySha256 = sum, Config = [.. config] }];

    private static SweepSetup Of(CratesList list, ToolchainRecord rust) => new(
        Config.Of("format: 1"), list, list.Crates, new LoadedRules(new RuleSet([]), "ab"), new Toolchain { Rustc = "r", Rustdoc = "d", Cargo = "c", Roots = ["/rust"], Record = rust, Backends = Backends("cranelift", "00") }, new ChosenSandbox(new NoSandbox(), "no sandbox"), new SweepOptions());
}
