using Matrix.Faults;
using Matrix.Runner.Legs.Cargo;

namespace Matrix.Runner.Tests.Legs.Cargo;

public sealed class UnitProofTests
{
    private const string Library = "CARGO_CRATE_NAME=my_crate CARGO_MANIFEST_DIR=/src rustc --crate-name my_crate src/lib.rs --crate-type lib";

    [Test]
    public void What_cargo_names_and_a_call_makes_is_seen() => Assert.That(Unseen([Artifact()], Library), Is.Empty);

    [Test]
    public void What_cargo_names_and_no_call_makes_is_unseen() => Assert.That(Unseen([Artifact()]), Is.EqualTo(new[] { "my-crate 1.0.0 lib my-crate" }));

    [Test]
    public void What_was_there_already_needs_no_call() => Assert.That(Unseen([Artifact() with { IsFresh = true }]), Is.Empty);

    [TestCase("CARGO_CRATE_NAME=my_crate CARGO_MANIFEST_DIR=/other rustc --crate-name my_crate src/lib.rs --crate-type lib", Description = "another package")]
    [TestCase("CARGO_CRATE_NAME=my_crate rustc --crate-name my_crate src/lib.rs --crate-type lib", Description = "of no package")]
    [TestCase("CARGO_CRATE_NAME=other CARGO_MANIFEST_DIR=/src rustc --crate-name other src/lib.rs --crate-type lib", Description = "another target")]
    [TestCase("CARGO_CRATE_NAME=my_crate CARGO_MANIFEST_DIR=/src rustc --crate-name my_crate src/lib.rs --test", Description = "its tests")]
    [TestCase("CARGO_CRATE_NAME=my_crate CARGO_MANIFEST_DIR=/src rustc --crate-name my_crate src/lib.rs --cfg test", Description = "its tests, of another harness")]
    [TestCase("CARGO_CRATE_NAME=my_crate CARGO_MANIFEST_DIR=/src rustc --crate-name my_crate src/main.rs --crate-type bin", Description = "another root file")]
    [TestCase("CARGO_MANIFEST_DIR=/src rustc --crate-name my_crate src/lib.rs --crate-type lib", Description = "not cargo's")]
    [TestCase("NUM_JOBS=2 PROFILE=debug CARGO_CRATE_NAME=my_crate CARGO_MANIFEST_DIR=/src rustc --crate-name my_crate src/lib.rs", Description = "of a cargo that a build script runs")]
    public void What_only_looks_like_the_call_makes_nothing(string call) => Assert.That(Unseen([Artifact()], call), Has.Count.EqualTo(1));

    [Test]
    public void One_call_makes_one_thing()
    {
        // A dependency of the crate and of its build script is compiled twice, alike but for its flags.
        Assert.That(Unseen([Artifact(), Artifact()], Library), Has.Count.EqualTo(1));
        Assert.That(Unseen([Artifact(), Artifact()], Library, Library), Is.Empty);
    }

    [Test]
    public void Each_target_of_a_package_has_a_call_of_its_own()
    {
        Artifact[] artifacts =
        [
            Artifact(), Artifact(isTest: true), Artifact("bin", "my-crate", "src/main.rs"), Artifact("test", "my-crate", "tests/my-crate.rs", isTest: true),
            Artifact("custom-build", "build-script-build", "build.rs"),
        ];
        string[] calls =
        [
            Library, Call("my_crate", "src/lib.rs --test"), Call("my_crate", "src/main.rs"), Call("my_crate", "tests/my-crate.rs --test"), Call("build_script_build", "build.rs"),
        ];

        Assert.That(Unseen(artifacts, calls), Is.Empty);
        for (var missing = 0; missing < calls.Length; missing++)
            Assert.That(Unseen(artifacts, [.. calls.Where((_, at) => at != missing)]), Is.EqualTo(new[] { $"my-crate 1.0.0 {artifacts[missing].TargetName}" }));
    }

    [Test]
    public void A_member_is_named_from_the_folder_of_its_workspace() => Assert.That(
        Unseen(
            [Artifact() with { ManifestPath = "/src/deep/member/Cargo.toml", SourcePath = "/src/deep/member/src/lib.rs" }],
            "CARGO_CRATE_NAME=my_crate CARGO_MANIFEST_DIR=/src/deep/member rustc --crate-name my_crate deep/member/src/lib.rs"),
        Is.Empty);

    [Test]
    public void Every_unit_that_has_code_has_to_have_the_legs_backend()
    {
        var proof = Proof(
            [],
            Call("made", "src/lib.rs --emit=dep-info,metadata,link"),
            Call("checked_only", "src/lib.rs --emit=dep-info,metadata"),
            "CARGO_PKG_NAME=my-crate NUM_JOBS=2 PROFILE=debug rustc --crate-name probe probe.rs --emit=link",
            "CARGO_PKG_NAME=my-crate rustc --crate-name probe --test probe.rs");

        Assert.That(proof.Units.Select(unit => unit.CrateName), Is.EqualTo(new[] { "made" }), "a build script may try out what it likes");
    }

    [Test]
    public void Our_own_call_of_rustdoc_is_a_unit_though_cargo_did_not_make_it() =>
        Assert.That(UnitProof.Of([], [Of("rustc --crate-name my_crate --test src/lib.rs") with { IsRustdoc = true }]).Units, Has.Count.EqualTo(1));

    private static Artifact Artifact(string kind = "lib", string name = "my-crate", string source = "src/lib.rs", bool isTest = false) =>
        new("my-crate 1.0.0", "/src/Cargo.toml", kind, name, isTest, null, []) { SourcePath = $"/src/{source}" };

    private static string Call(string name, string words) => $"CARGO_CRATE_NAME={name} CARGO_MANIFEST_DIR=/src rustc --crate-name {name} {words}";

    private static RustcInvocation Of(string words) => RustcInvocation.Of(RelayOnPaper.Call(words));

    private static UnitProof Proof(Artifact[] artifacts, params string[] calls) => UnitProof.Of(artifacts, [.. calls.Select(Of)]);

    private static IReadOnlyList<string> Unseen(Artifact[] artifacts, params string[] calls) => Proof(artifacts, calls).Unseen;
}
