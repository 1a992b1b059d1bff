using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Configuration;

public sealed class ConfigLoaderTests
{
    [Test]
    public void Every_key_is_read()
    {
        var config = Config.Of(
            """
            format: 1
            list: lists/mine.yaml
            toolchain: nightly-2026-11-01
            backend-library: ../lib/backend.so
            limits: { timeout: 2h, silence: 90s, idle: 1m, memory: 512MiB, memory-alone: 3GiB, disk: 5GiB, processes: 100, open-files: 256, log: 1048576 }
            isolation: bubblewrap
            confirm: 3 of 5
            jobs: 4
            cache: /var/cache/matrix
            """);

        Assert.That(config, Is.EqualTo(new MatrixConfig
        {
            List = "/project/lists/mine.yaml",
            Toolchain = "nightly-2026-11-01",
            BackendLibrary = "/lib/backend.so",
            Limits = new ProcessLimits(TimeSpan.FromHours(2), TimeSpan.FromSeconds(90), 512L << 20, 1L << 20)
            {
                Idle = TimeSpan.FromMinutes(1),
                DiskBytes = 5L << 30,
                Processes = 100,
                OpenFiles = 256,
            },
            MemoryAloneBytes = 3L << 30,
            Isolation = IsolationMode.Bubblewrap,
            Confirmation = new Confirmation(3, 5),
            Jobs = 4,
            Cache = "/var/cache/matrix",
        }));
    }

    [Test]
    public void A_limit_that_is_left_out_keeps_its_default() =>
        Assert.That(
            Config.Of("{ format: 1, limits: { timeout: 30m } }").Limits,
            Is.EqualTo(Config.Of("format: 1").Limits with { Time = TimeSpan.FromMinutes(30) }));

    [TestCase(4L, null, 64L, ExpectedResult = 8L)]
    [TestCase(1L, null, 64L, ExpectedResult = 2L)]
    [TestCase(4L, "6GiB", 64L, ExpectedResult = 6L)]
    [TestCase(4L, "64GiB", 16L, ExpectedResult = 12L)]
    public long Alone_there_is_twice_the_memory_or_what_is_asked_for_and_never_all_that_the_machine_has(long leg, string? alone, long machine) =>
        Config.Of($"{{ format: 1{(alone is null ? "" : $", limits: {{ memory-alone: {alone} }}")} }}").MemoryAlone(leg << 30, machine << 30) >> 30;

    [TestCase("900", ExpectedResult = 900)]
    [TestCase("0.5m", ExpectedResult = 30)]
    [TestCase("24h", ExpectedResult = 86400)]
    public double A_time_is_in_seconds_unless_it_says_otherwise(string time) =>
        Config.Of($"{{ format: 1, limits: {{ timeout: {time} }} }}").Limits.Time.TotalSeconds;

    [TestCase("2097152", ExpectedResult = 2L << 20)]
    [TestCase("1024KiB", ExpectedResult = 1L << 20)]
    [TestCase("1.5GiB", ExpectedResult = 3L << 29)]
    [TestCase("1TiB", ExpectedResult = 1L << 40)]
    public long A_size_is_in_bytes_unless_it_says_otherwise(string size) =>
        Config.Of($"{{ format: 1, limits: {{ memory: {size} }} }}").Limits.MemoryBytes;

    [TestCase("clif-1.95", ExpectedResult = "clif-1.95")]
    [TestCase("./toolchains/clif", ExpectedResult = "/project/toolchains/clif")]
    [TestCase("..", ExpectedResult = "/")]
    public string? A_toolchain_is_a_directory_where_it_is_written_as_one(string toolchain) =>
        Config.Of($"{{ format: 1, toolchain: {toolchain} }}").Toolchain;

    [Test]
    public void Without_a_file_everything_but_the_platforms_of_a_plan_is_as_in_the_one_that_comes_with_the_tool()
    {
        using var directory = new TemporaryDirectory();
        var own = ConfigLoader.Load(Repository.PathOf("matrix.yaml"));

        var config = ConfigLoader.Load(Path.Combine(directory.Path, "matrix.yaml"));

        Assert.That(config, Is.EqualTo(own with
        {
            List = Path.Combine(directory.Path, "crates-list", "smoke.yaml"),
            Cache = Path.Combine(directory.Path, ".matrix", "cache"),
            Platforms = [],
            Backends = config.Backends,
        }));
        Assert.That(config.Backends.All, Is.EqualTo(own.Backends.All.Select(backend => backend with { Position = "the defaults", Rustflags = config.Backends.All[0].Rustflags, Config = config.Backends.All[0].Config })));
        Assert.That((config.Backends.Baseline, config.Backends.Candidates.Single()), Is.EqualTo((own.Backends.Baseline, own.Backends.Candidates.Single())));
    }

    [Test]
    public void The_file_that_comes_with_the_tool_sweeps_the_smoke_list_with_the_default_toolchain()
    {
        var config = ConfigLoader.Load(Repository.PathOf("matrix.yaml"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.List, Is.EqualTo(Repository.PathOf("crates-list/smoke.yaml")));
            Assert.That(config.Cache, Is.EqualTo(Repository.PathOf(".matrix/cache")));
            Assert.That(config.Toolchain, Is.Null);
            Assert.That(config.Limits.MemoryBytes, Is.EqualTo(4L << 30));
            Assert.That(config.Limits.LogBytes, Is.EqualTo(64L << 20));
        }
    }

    [Test]
    public void The_file_that_comes_with_the_tool_explains_every_key()
    {
        var text = File.ReadAllText(Repository.PathOf("matrix.yaml"));

        foreach (var key in new[] { "format", "list", "toolchain", "backend-library", "limits", "isolation", "confirm", "jobs", "cache" })
            Assert.That(text, Does.Match($"(?m)^(# )?{key}:"));
    }

    [TestCase("list: a.yaml", "matrix.yaml:1: format is missing")]
    [TestCase("format: 2", "matrix.yaml:1: format is 2, and this version of the tool reads 1")]
    [TestCase("format: one", "matrix.yaml:1: format must be a whole number, not 'one'")]
    [TestCase("format: 1\nlimts: {}", "matrix.yaml:2: limts is not a known key; did you mean 'limits'?")]
    [TestCase(
        "format: 1\nlimits:\n  discs: 5",
        "matrix.yaml:3: limits.discs is not a known key; known are timeout, silence, idle, memory, memory-alone, disk, log, processes, open-files")]
    [TestCase("format: 1\nlimits: 15m", "matrix.yaml:2: limits must be a mapping, not '15m'")]
    [TestCase("format: 1\nlimits: { timeout: soon }", "matrix.yaml:2: limits.timeout must be seconds, or a time like 90s, 15m or 2h, not 'soon'")]
    [TestCase("format: 1\nlimits: { timeout: 0 }", "matrix.yaml:2: limits.timeout must be from 1s to 24h, not 0")]
    [TestCase("format: 1\nlimits: { timeout: 25h }", "matrix.yaml:2: limits.timeout must be from 1s to 24h, not 25h")]
    [TestCase("format: 1\nlimits: { memory: 4GB }", "matrix.yaml:2: limits.memory must be bytes, or a size like 512MiB or 4GiB, not '4GB'")]
    [TestCase("format: 1\nlimits: { memory: 4 }", "matrix.yaml:2: limits.memory must be from 1MiB to 1024TiB, not 4")]
    [TestCase("format: 1\nisolation: bubblewarp", "matrix.yaml:2: isolation does not know 'bubblewarp'; did you mean 'bubblewrap'?")]
    [TestCase("format: 1\nisolation: docker", "matrix.yaml:2: isolation must be one of auto, bubblewrap, sandbox-exec, none, not 'docker'")]
    [TestCase("format: 1\nconfirm: 1 of 2", "matrix.yaml:2: confirm must be like '2 of 3', from 2 of 2 to 9 of 9, not '1 of 2'")]
    [TestCase("format: 1\nconfirm: 3 of 2", "matrix.yaml:2: confirm must be like '2 of 3', from 2 of 2 to 9 of 9, not '3 of 2'")]
    [TestCase("format: 1\nconfirm: 2 of 10", "matrix.yaml:2: confirm must be like '2 of 3', from 2 of 2 to 9 of 9, not '2 of 10'")]
    [TestCase("format: 1\nconfirm: 2", "matrix.yaml:2: confirm must be like '2 of 3', from 2 of 2 to 9 of 9, not '2'")]
    [TestCase("format: 1\nconfirm: two of three", "matrix.yaml:2: confirm must be like '2 of 3', from 2 of 2 to 9 of 9, not 'two of three'")]
    [TestCase("format: 1\nconfirm: [2]", "matrix.yaml:2: confirm must be text, not a list")]
    [TestCase("format: 1\njobs: 0", "matrix.yaml:2: jobs must be from 1 to 1024, not 0")]
    [TestCase("format: 1\ncache:\nlist: a", "matrix.yaml:2: cache has no value")]
    [TestCase("format: 1\ncache: \"\"", "matrix.yaml:2: cache is empty")]
    [TestCase("format: 1\naccount: { macos: 5 }", "matrix.yaml:2: account.macos is not a known key; known are jobs, macos-jobs")]
    [TestCase("format: 1\nplatforms: { linux-x86-64: {} }", "matrix.yaml:2: platforms.linux-x86-64 is not a known key; did you mean 'linux-x86_64'?")]
    [TestCase("format: 1\nplatforms: { linux-x86_64: { runner: u, time: 1h } }", "matrix.yaml:2: platforms.linux-x86_64.shards is missing")]
    [TestCase("format: 1\nplatforms: { linux-x86_64: { runner: u, time: 1h, shards: 0 } }", "matrix.yaml:2: platforms.linux-x86_64.shards must be from 1 to 10000, not 0")]
    [TestCase(
        "format: 1\nplatforms: { linux-x86_64: { runner: u, time: 1h, shards: 1, tiers: { 1: 0 } } }",
        "matrix.yaml:2: platforms.linux-x86_64.tiers.1 must be from 1 to 520, not 0")]
    [TestCase(
        "format: 1\nplatforms: { linux-x86_64: { runner: u, time: 1h, shards: 1, tiers: { others: 1 } } }",
        "matrix.yaml:2: platforms.linux-x86_64.tiers.others is not a known key; did you mean 'other'?")]
    [TestCase("format: 1\ntoolchain: \"\"", "matrix.yaml:2: toolchain is empty")]
    [TestCase("format: 1\ncache: {}", "matrix.yaml:2: cache must be text, not a mapping")]
    public void A_value_that_does_not_fit_is_refused(string yaml, string message) => Assert.That(Config.Refusal(yaml), Is.EqualTo(message));

    [Test]
    public void All_problems_are_told_at_once_in_the_order_of_the_file() =>
        Assert.That(
            Config.Refusal("confirm: 0\njobs: many\nlits: a.yaml\n"),
            Is.EqualTo(
                """
                matrix.yaml:1: format is missing
                matrix.yaml:1: confirm must be like '2 of 3', from 2 of 2 to 9 of 9, not '0'
                matrix.yaml:2: jobs must be a whole number, not 'many'
                matrix.yaml:3: lits is not a known key; did you mean 'list'?
                """));

    [Test]
    public void A_file_that_somebody_named_must_exist()
    {
        var error = Assert.Throws<MatrixException>(() => ConfigLoader.LoadNamed("nowhere/matrix.yaml"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Message, Is.EqualTo("nowhere/matrix.yaml: does not exist"));
            Assert.That(error.Hint, Is.EqualTo("name a file that exists, or none to use matrix.yaml"));
        }
    }

    [Test]
    public void A_directory_in_the_place_of_the_file_is_refused()
    {
        using var directory = new TemporaryDirectory();

        var error = Assert.Throws<MatrixException>(() => ConfigLoader.Load(directory.Path));

        Assert.That(error.Message, Is.EqualTo($"{directory.Path}: is a directory"));
    }
}
