namespace Matrix.Runner.Tests.Crates;

public sealed class CratesListProblemsTests
{
    [TestCase("crates: []", "list.yaml:1: format is missing")]
    [TestCase("format: 1", "list.yaml:1: crates is missing")]
    [TestCase("format: 9\ncrates: []", "list.yaml:1: format is 9, and this version of the tool reads 1")]
    [TestCase("format: 1\ncrates: {}", "list.yaml:2: crates must be a list, not a mapping")]
    [TestCase("format: 1\ncrates:", "list.yaml:2: crates must be a list, not empty")]
    [TestCase("format: 1\ncrates: [memchr]", "list.yaml:2: crates[0] must be a mapping, not 'memchr'")]
    [TestCase("format: 1\ncrate: []\ncrates: []", "list.yaml:2: crate is not a known key; did you mean 'crates'?")]
    [TestCase("format: 1\ncargo-config: none.toml\ncrates: []", "list.yaml:2: cargo-config names a file that does not exist: '/lists/none.toml'")]
    [TestCase("format: 1\ndefaults: []\ncrates: []", "list.yaml:2: defaults must be a mapping, not a list")]
    [TestCase("format: 1\ndefaults: { path: a }\ncrates: []", "list.yaml:2: defaults.path cannot have a default; each entry has its own")]
    [TestCase("format: 1\ndefaults: { tiers: 1 }\ncrates: []", "list.yaml:2: defaults.tiers is not a known key; did you mean 'tier'?")]
    [TestCase("format: 1\ncrates: []\ndefaults: { tier: 0 }", "list.yaml:3: defaults.tier must be from 1 to 9, not 0")]
    [TestCase("format: 1\ncrates: []\ncrates: []", "list.yaml:3: the key 'crates' stands twice, first on line 2")]
    [TestCase(
        "format: 1\ndefaults: { env: &a { A: a } }\ncrates: *a",
        "list.yaml:2: crates must be a list, not a mapping")]
    [TestCase(
        "format: 1\ndefaults: { tags: &a [a] }\ncrates: *a",
        "list.yaml:2: crates must be written out, not an alias")]
    public void A_list_that_is_wrong_is_refused(string yaml, string message) => Assert.That(Lists.Refusal(yaml), Is.EqualTo(message));

    [TestCase("git: https://example.org/a", "list.yaml:3: crates[0].commit is missing; a git source is pinned by a commit or a tag")]
    [TestCase("tier: 1", "list.yaml:3: crates[0].git is missing; an entry has a git or a path")]
    [TestCase("path: a\ngit: https://example.org/a", "list.yaml:4: crates[0].path stands beside git; an entry has one of them")]
    [TestCase("path: a\ntag: \"1.0\"", "list.yaml:5: crates[0].tag belongs to a git source, and this one is a path")]
    [TestCase("path: \"\"", "list.yaml:4: crates[0].path is empty")]
    [TestCase(
        "git: https://example.org/a\ntag: \"1.0\"\ncommit: 0123456789abcdef0123456789abcdef01234567",
        "list.yaml:5: crates[0].tag stands beside commit; a git source is pinned by one of them")]
    [TestCase("git: https://example.org/a\ncommit: 0123ABC", "list.yaml:5: crates[0].commit must be 40 lower-case hex digits, not '0123ABC'")]
    [TestCase("git: https://example.org/a\ntag: --upload-pack=x", "list.yaml:5: crates[0].tag must be the name of a tag, not '--upload-pack=x'")]
    [TestCase("git: https://example.org/a\ntag: a..b", "list.yaml:5: crates[0].tag must be the name of a tag, not 'a..b'")]
    [TestCase("git: https://example.org/a\ntag: a\ncheckout: full", "list.yaml:6: crates[0].checkout must be a mapping, not 'full'")]
    [TestCase("git: https://example.org/a\ntag: a\ncheckout: { tag: true }", "list.yaml:6: crates[0].checkout.tag is not a known key; did you mean 'tags'?")]
    [TestCase("git: https://example.org/a\ntag: a\ncheckout: { tags: yes }", "list.yaml:6: crates[0].checkout.tags must be true or false, not 'yes'")]
    [TestCase("git: https://example.org/a\ntag: a\ncheckout:\n  history: all", "list.yaml:7: crates[0].checkout.history must be full or a number of commits, not 'all'")]
    [TestCase("git: https://example.org/a\ntag: a\ncheckout:\n  history: 0", "list.yaml:7: crates[0].checkout.history must be full or a number of commits, not '0'")]
    [TestCase("git: https://example.org/a\ntag: a\ncheckout:\n  history: [1]", "list.yaml:7: crates[0].checkout.history must be full or a number of commits, not a list")]
    [TestCase("git: --exec=x\ntag: \"1\"", "list.yaml:4: crates[0].git must not start with '-', not '--exec=x'")]
    public void A_source_that_is_wrong_is_refused(string lines, string message) =>
        Assert.That(Lists.SourceRefusal(lines), Is.EqualTo(message));

    [TestCase("timout: 3", "list.yaml:5: crates[0].timout is not a known key; did you mean 'timeout'?")]
    [TestCase("tier: 1\ntier: 2", "list.yaml:6: the key 'tier' stands twice, first on line 5")]
    [TestCase("tier: high", "list.yaml:5: crates[0].tier must be a whole number, not 'high'")]
    [TestCase("downloads: -1", "list.yaml:5: crates[0].downloads must be 0 or more, not -1")]
    [TestCase("cost: much", "list.yaml:5: crates[0].cost must be a number, not 'much'")]
    [TestCase("cost: -0.5", "list.yaml:5: crates[0].cost must be 0 or more, not -0.5")]
    [TestCase("cost: 1e999", "list.yaml:5: crates[0].cost must be a number, not '1e999'")]
    [TestCase("timeout: [1]", "list.yaml:5: crates[0].timeout must be a time, not a list")]
    [TestCase("memory: much", "list.yaml:5: crates[0].memory must be bytes, or a size like 512MiB or 4GiB, not 'much'")]
    [TestCase("memory: 0", "list.yaml:5: crates[0].memory must be from 1MiB to 1024TiB, not 0")]
    [TestCase("no-default-features: yes", "list.yaml:5: crates[0].no-default-features must be true or false, not 'yes'")]
    [TestCase("no-default-features: \"true\"", "list.yaml:5: crates[0].no-default-features must be true or false, not the text 'true'")]
    [TestCase("directory: /etc", "list.yaml:5: crates[0].directory must be a folder inside the source, written with '/' and without '..', not '/etc'")]
    [TestCase("directory: a/../..", "list.yaml:5: crates[0].directory must be a folder inside the source, written with '/' and without '..', not 'a/../..'")]
    [TestCase("directory: '..\\a'", "list.yaml:5: crates[0].directory must be a folder inside the source, written with '/' and without '..', not '..\\a'")]
    [TestCase("checkout: { tags: true }", "list.yaml:5: crates[0].checkout belongs to a git source, and this one is a path")]
    [TestCase("features: std", "list.yaml:5: crates[0].features must be a list, not 'std'")]
    [TestCase("features: [std, \"\"]", "list.yaml:5: crates[0].features[1] is empty")]
    [TestCase("features: [std alloc]", "list.yaml:5: crates[0].features[0] must be one word, without commas, not 'std alloc'")]
    [TestCase("features: [\"a,b\"]", "list.yaml:5: crates[0].features[0] must be one word, without commas, not 'a,b'")]
    [TestCase("features: [--release]", "list.yaml:5: crates[0].features[0] must be one word, without commas, not '--release'")]
    [TestCase("needs: [Cmake]", "list.yaml:5: crates[0].needs[0] must be the name of a Debian package, not 'Cmake'")]
    [TestCase("tags: [~]", "list.yaml:5: crates[0].tags[0] has no value")]
    [TestCase("test-args: [\"\\e\"]", "list.yaml:5: crates[0].test-args[0] must not contain control characters")]
    public void An_entry_that_is_wrong_is_refused(string lines, string message) =>
        Assert.That(Lists.EntryRefusal(lines), Is.EqualTo(message));

    [TestCase("skip: {}", "list.yaml:5: crates[0].skip.reason is missing")]
    [TestCase("skip: true", "list.yaml:5: crates[0].skip must be a mapping, not 'true'")]
    [TestCase("skip: { reason: \" \" }", "list.yaml:5: crates[0].skip.reason is empty")]
    [TestCase("skip: { reason: a, until: 1.3.2027 }", "list.yaml:5: crates[0].skip.until must be a date like 2027-03-01, not '1.3.2027'")]
    [TestCase("skip: { reason: a, until: 2027-02-30 }", "list.yaml:5: crates[0].skip.until must be a date like 2027-03-01, not '2027-02-30'")]
    [TestCase("skip: { reason: a, when: { os: linus } }", "list.yaml:5: crates[0].skip.when.os does not know 'linus'; did you mean 'linux'?")]
    [TestCase("skip: { reason: a, when: { os: windows } }", "list.yaml:5: crates[0].skip.when.os must be one of linux, macos, not 'windows'")]
    [TestCase("skip: { reason: a, when: { cpu: x } }", "list.yaml:5: crates[0].skip.when.cpu is not a known key; known are os, arch, toolchain-before, toolchain-from")]
    [TestCase(
        "skip: { reason: a, when: { toolchain-from: 2026-02-01, toolchain-before: 2026-01-01 } }",
        "list.yaml:5: crates[0].skip.when.toolchain-before must be later than toolchain-from, or the entry never holds")]
    [TestCase("expect: { verdict: flaky }", "list.yaml:5: crates[0].expect must be a list, not a mapping")]
    [TestCase("expect: [{ reason: a }]", "list.yaml:5: crates[0].expect[0].verdict is missing")]
    [TestCase("expect: [{ verdict: flaky }]", "list.yaml:5: crates[0].expect[0].reason is missing; say why, or name an issue")]
    [TestCase("expect: [{ verdict: regresed, reason: a }]", "list.yaml:5: crates[0].expect[0].verdict does not know 'regresed'; did you mean 'regressed'?")]
    [TestCase(
        "expect: [{ verdict: regressed, class: unwindng, reason: a }]",
        "list.yaml:5: crates[0].expect[0].class does not know 'unwindng'; did you mean 'unwinding'?")]
    [TestCase(
        "expect: [{ verdict: flaky, class: abi, reason: a }]",
        "list.yaml:5: crates[0].expect[0].class belongs to the verdicts regressed and partly-broken, not to flaky")]
    [TestCase("expect: [{ verdict: regressed, subclass: x, reason: a }]", "list.yaml:5: crates[0].expect[0].subclass needs a class beside it")]
    [TestCase("expect: [{ verdict: flaky, issue: \"#5\" }]", "list.yaml:5: crates[0].expect[0].issue must be like owner/repository#123, not '#5'")]
    [TestCase("expect: [{ verdict: flaky, isue: a/b#1, reason: a }]", "list.yaml:5: crates[0].expect[0].isue is not a known key; did you mean 'issue'?")]
    public void What_is_said_in_advance_and_is_wrong_is_refused(string lines, string message) =>
        Assert.That(Lists.EntryRefusal(lines), Is.EqualTo(message));

    [TestCase("env: [A]", "list.yaml:5: crates[0].env must be a mapping, not a list")]
    [TestCase("env: { A: }", "list.yaml:5: crates[0].env.A has no value")]
    [TestCase("env: { A: [a] }", "list.yaml:5: crates[0].env.A must be text, not a list")]
    [TestCase("env: { A-B: a }", "list.yaml:5: crates[0].env.A-B is not the name of an environment variable")]
    [TestCase("env: { RUSTC: a }", "list.yaml:5: crates[0].env.RUSTC is refused: it would decide the toolchain or the backend, which the leg does")]
    public void A_variable_that_is_wrong_is_refused(string lines, string message) =>
        Assert.That(Lists.EntryRefusal(lines), Is.EqualTo(message));

    [TestCase("", "list.yaml:3: crates[0].name is missing")]
    [TestCase("name: a/b", "list.yaml:3: crates[0].name must be up to 64 letters, digits, '-' and '_', not 'a/b'")]
    [TestCase("name: ..", "list.yaml:3: crates[0].name must be up to 64 letters, digits, '-' and '_', not '..'")]
    [TestCase("name: \"a\\n\"", "list.yaml:3: crates[0].name must be a single line, without control characters")]
    public void A_name_that_is_wrong_is_refused(string name, string message) =>
        Assert.That(Lists.Refusal($"format: 1\ncrates:\n  - {{ path: a, {name} }}"), Is.EqualTo(message));

    [TestCase("memchr", "list.yaml:5: crates[2].name 'memchr' is taken by the entry on line 3")]
    [TestCase("MemChr", "list.yaml:5: crates[2].name 'MemChr' is taken by the entry on line 3")]
    public void A_name_is_given_once(string name, string message) =>
        Assert.That(
            Lists.Refusal($"format: 1\ncrates:\n  - {{ name: memchr, path: a }}\n  - {{ name: b, path: a }}\n  - {{ name: {name}, path: a }}"),
            Is.EqualTo(message));

    [Test]
    public void All_problems_are_told_at_once_even_before_a_line_that_is_not_YAML() =>
        Assert.That(
            Lists.Refusal("format: 1\ncrates:\n  - { name: a, path: a, tier: 0 }\n  - { name: b, path: b, cots: 1 }\n  - { name: c: }\n"),
            Is.EqualTo(
                """
                list.yaml:3: crates[0].tier must be from 1 to 9, not 0
                list.yaml:4: crates[1].cots is not a known key; did you mean 'cost'?
                list.yaml:5: not YAML: while parsing a flow mapping, did not find expected ',' or '}'
                """));
}
