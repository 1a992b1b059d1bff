using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Crates;

public sealed class CratesListLoaderTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Test]
    public void Every_key_of_the_design_is_read()
    {
        var entry = Lists.Of(
            $$"""
            format: 1
            defaults: { timeout: 600 }
            crates:
              - name: memchr
                git: https://github.com/BurntSushi/memchr
                commit: {{Commit}}
                directory: crates/memchr
                checkout: { tags: true, history: 50, submodules: false }
                features: [std]
                no-default-features: true
                needs: [cmake, pkg-config]
                tags: [simd]
                tier: 1
                downloads: 123456789
                cost: 120.5
                timeout: 15m
                memory: 6GiB
                env: { RUST_MIN_STACK: "16777216", EMPTY: "" }
                test-args: ["--skip", "slow"]
                skip: { reason: "needs a GPU", until: 2027-03-01 }
                expect:
                  - verdict: regressed
                    class: simd-intrinsic
                    subclass: llvm.x86.avx2.psllv.d
                    issue: rust-lang/rustc_codegen_cranelift#1567
                    when: { os: linux, arch: x86_64, toolchain-from: 2026-01-01, toolchain-before: 2026-06-01 }
                    until: 2027-03-01
            """).Crates.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.Name.Value, Is.EqualTo("memchr"));
            Assert.That(entry.Source, Is.EqualTo(new CrateSource.Git("https://github.com/BurntSushi/memchr", Commit, IsTag: false)));
            Assert.That(entry.Directory, Is.EqualTo("crates/memchr"));
            Assert.That(entry.Checkout, Is.EqualTo(new CheckoutDepth(50, Tags: true, Submodules: false)));
            Assert.That(entry.Features, Is.EqualTo(new[] { "std" }));
            Assert.That(entry.NoDefaultFeatures, Is.True);
            Assert.That(entry.Needs, Is.EqualTo(new[] { "cmake", "pkg-config" }));
            Assert.That(entry.Tags, Is.EqualTo(new[] { "simd" }));
            Assert.That(entry.Tier, Is.EqualTo(1));
            Assert.That(entry.Downloads, Is.EqualTo(123456789));
            Assert.That(entry.Cost, Is.EqualTo(120.5));
            Assert.That(entry.Timeout, Is.EqualTo(TimeSpan.FromMinutes(15)));
            Assert.That(entry.Memory, Is.EqualTo(6L << 30));
            Assert.That(entry.Environment, Is.EqualTo(new Dictionary<string, string> { ["EMPTY"] = "", ["RUST_MIN_STACK"] = "16777216" }));
            Assert.That(entry.TestArguments, Is.EqualTo(new[] { "--skip", "slow" }));
            Assert.That(entry.Skip, Is.EqualTo(new SkipEntry("needs a GPU", Condition.Always, new DateOnly(2027, 3, 1))));
            Assert.That(entry.Expectations, Is.EqualTo(new[]
            {
                new ExpectEntry(
                    VerdictKind.Regressed,
                    FailureClass.SimdIntrinsic,
                    "llvm.x86.avx2.psllv.d",
                    "rust-lang/rustc_codegen_cranelift#1567",
                    null,
                    new Condition("linux", "x86_64", new DateOnly(2026, 6, 1), new DateOnly(2026, 1, 1)),
                    new DateOnly(2027, 3, 1)),
            }));
            Assert.That(entry.Position, Is.EqualTo("list.yaml:4"));
        }
    }

    [Test]
    public void An_entry_needs_a_name_and_a_source_and_nothing_else()
    {
        var entry = Lists.Entry("");

        Assert.That(entry, Is.EqualTo(CrateEntryReader.Nothing with
        {
            Name = entry.Name,
            Source = new CrateSource.Folder("/lists/memchr"),
            Position = "list.yaml:3",
        }));
    }

    [TestCase("path: ../tests/memchr", ExpectedResult = "/tests/memchr")]
    [TestCase("path: /src/memchr", ExpectedResult = "/src/memchr")]
    public string A_path_is_meant_from_the_list(string line) => ((CrateSource.Folder)Lists.Source(line)).Path;

    [Test]
    public void A_tag_pins_as_a_commit_does() =>
        Assert.That(
            Lists.Source("git: git@example.org:memchr\ntag: 2.10"),
            Is.EqualTo(new CrateSource.Git("git@example.org:memchr", "2.10", IsTag: true)));

    [TestCase("{}", 1, false)]
    [TestCase("{ tags: true }", null, true)]
    [TestCase("{ history: full }", null, false)]
    [TestCase("{ tags: true, history: 1 }", 1, true)]
    public void With_tags_comes_the_history_that_leads_to_them_unless_it_is_said_how_much(string checkout, int? history, bool tags) =>
        Assert.That(FromGit($"checkout: {checkout}").Checkout, Is.EqualTo(new CheckoutDepth(history, tags)));

    [Test]
    public void A_default_checkout_means_nothing_for_a_folder()
    {
        var crates = Lists.Of(
            """
            format: 1
            defaults: { checkout: { history: full } }
            crates:
              - { name: one, path: one }
              - { name: two, git: https://example.org/a, tag: a, checkout: { tags: true } }
            """).Crates;

        Assert.That((crates[0].WithHistory, crates[1].Checkout), Is.EqualTo(((CrateEntry?)null, CheckoutDepth.Everything)));
    }

    [TestCase("", ExpectedResult = true)]
    [TestCase("checkout: { history: full }", ExpectedResult = true)]
    [TestCase("checkout: { tags: true, history: 50 }", ExpectedResult = true)]
    [TestCase("checkout: { tags: true }", ExpectedResult = false)]
    public bool A_crate_has_more_history_unless_all_was_had(string line) => FromGit(line).WithHistory?.Checkout == CheckoutDepth.Everything;

    [Test]
    public void What_is_had_of_submodules_stays_as_it_is() =>
        Assert.That(FromGit("checkout: { submodules: false }").WithHistory?.Checkout, Is.EqualTo(CheckoutDepth.Everything with { Submodules = false }));

    private static CrateEntry FromGit(string line) =>
        Lists.Of($"format: 1\ncrates:\n  - name: a\n    git: https://example.org/a\n    tag: a\n    {line}\n").Crates.Single();

    private const string Defaults =
        "defaults: { timeout: 600, memory: 1GiB, features: [std], env: { A: a }, tags: [simd], skip: { reason: slow }, expect: [{ verdict: flaky, reason: x }] }\n";

    private const string Entries =
        "crates:\n  - { name: one, path: one }\n  - { name: two, path: two, timeout: 60, memory: 512MiB, features: [], env: { B: b } }\n";

    [TestCase("format: 1\n" + Defaults + Entries)]
    [TestCase("format: 1\n" + Entries + Defaults)]
    public void Defaults_fill_the_gaps_of_entries_wherever_they_stand(string yaml)
    {
        var (one, two) = (Lists.Of(yaml).Crates[0], Lists.Of(yaml).Crates[1]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.Timeout, Is.EqualTo(TimeSpan.FromMinutes(10)));
            Assert.That((one.Memory, two.Memory), Is.EqualTo(((long?)1L << 30, (long?)512L << 20)));
            Assert.That(one.Features, Is.EqualTo(new[] { "std" }));
            Assert.That(one.Skip?.Reason, Is.EqualTo("slow"));
            Assert.That(one.Expectations, Has.Length.EqualTo(1));
            Assert.That(two.Timeout, Is.EqualTo(TimeSpan.FromMinutes(1)));
            Assert.That(two.Features, Is.Empty);
            Assert.That(two.Environment, Is.EqualTo(ImmutableSortedDictionary<string, string>.Empty.Add("B", "b")));
            Assert.That(two.Tags, Is.EqualTo(new[] { "simd" }));
        }
    }

    [Test]
    public void An_expectation_may_be_written_once_and_meant_often()
    {
        var crates = Lists.Of(
            """
            format: 1
            crates:
              - { name: one, path: one, expect: [&unwinding { verdict: regressed, class: unwinding, reason: no landing pads }] }
              - { name: two, path: two, expect: [*unwinding] }
            """).Crates;

        Assert.That(crates[1].Expectations, Is.EqualTo(crates[0].Expectations));
    }

    [Test]
    public void A_reason_may_be_wrapped() =>
        Assert.That(Lists.Entry("skip:\n  reason: >\n    needs a GPU\n    and a screen").Skip?.Reason, Is.EqualTo("needs a GPU and a screen"));

    [Test]
    public void The_hash_is_that_of_the_bytes() =>
        Assert.That(
            Lists.Of("format: 1\ncrates: []\n").Sha256,
            Is.EqualTo("6d5e721104eac62e7cb26dfef35ce3c2a2b75c73a89c2fa69b4373b88c6d9d2a"));

    [Test]
    public void Cargo_configuration_is_found_beside_the_list()
    {
        using var directory = new TemporaryDirectory();
        var config = directory.File("config.toml", "");
        var list = directory.File("list.yaml", "{ format: 1, cargo-config: config.toml, crates: [] }");

        Assert.That(CratesListLoader.Load(list).CargoConfig, Is.EqualTo(config));
    }

    [Test]
    public void A_list_that_is_not_there_is_an_error_with_a_hint()
    {
        var error = Assert.Throws<MatrixException>(() => CratesListLoader.Load("nowhere/list.yaml"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Message, Is.EqualTo("nowhere/list.yaml: does not exist"));
            Assert.That(error.Hint, Is.EqualTo("name a crates list with --list, or under 'list' in matrix.yaml"));
            Assert.That(error.ExitCode, Is.EqualTo(ExitCode.Usage));
        }
    }

    [Test]
    public void A_file_that_never_ends_is_given_up()
    {
        if (!File.Exists("/dev/zero"))
            Assert.Ignore("needs /dev/zero");

        var error = Assert.Throws<MatrixException>(() => CratesListLoader.Load("/dev/zero"));

        Assert.That(error.Message, Is.EqualTo("/dev/zero: cannot be read: it is larger than 64 MiB"));
    }

    [TestCaseSource(nameof(OwnLists))]
    public void Every_list_of_the_repository_loads(string path) => Assert.That(CratesListLoader.Load(path).Crates, Is.Not.Empty);

    [Test]
    public void Settings_that_lie_beside_a_list_load_and_name_it() =>
        Assert.That(ConfigLoader.LoadNamed(Repository.PathOf($"crates-list/hostile{Settings}")).List, Is.EqualTo(Repository.PathOf("crates-list/hostile.yaml")));

    private const string Settings = ".matrix.yaml";

    private static IEnumerable<TestCaseData> OwnLists()
    {
        var folder = Repository.PathOf("crates-list");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml") : [];
        return files.Where(file => !file.EndsWith(Settings, StringComparison.Ordinal)).Order().Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileName(file)));
    }
}
