using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Measuring;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Measuring;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SourceEditTests : IDisposable
{
    private readonly LegScene scene = new();

    public void Dispose() => scene.Dispose();

    private LegRequest Request => scene.RequestOf(LegName.Llvm);

    [TestCase("lib")]
    [TestCase("proc-macro")]
    [TestCase("cdylib")]
    public void A_library_comes_before_programs(string kind) =>
        Assert.That(Found(Artifact("bin", "src/main.rs"), Artifact(kind, "src/lib.rs")), Is.EqualTo("src/lib.rs"));

    [Test]
    public void Without_a_library_it_is_the_first_program_by_its_path() =>
        Assert.That(Found(Artifact("bin", "src/bin/b.rs"), Artifact("bin", "src/bin/a.rs")), Is.EqualTo("src/bin/a.rs"));

    [Test]
    public void The_packages_own_program_comes_before_the_library_of_another() =>
        Assert.That(Found(Artifact("lib", "other/src/lib.rs", "other"), Artifact("bin", "src/main.rs")), Is.EqualTo("src/main.rs"));

    [Test]
    public void Where_the_manifest_is_only_a_workspaces_it_is_a_member() =>
        Assert.That(Found(Artifact("lib", "b/src/lib.rs", "b"), Artifact("lib", "a/src/lib.rs", "a")), Is.EqualTo("a/src/lib.rs"));

    [Test]
    public void Build_scripts_and_what_lies_outside_are_left_alone() =>
        Assert.That(Found(Artifact("custom-build", "build.rs"), Artifact("lib", "/registry/memchr/src/lib.rs")), Is.Null);

    [Test]
    public void Each_round_changes_a_value_that_the_compiler_must_keep()
    {
        Assert.That(SourceEdit.Text(3), Is.EqualTo("\nconst _: () = { #[used] static MATRIX_EDIT: u64 = 3; };\n"));
        Assert.That(SourceEdit.Text(4), Is.Not.EqualTo(SourceEdit.Text(3)));
    }

    [Test]
    public void The_change_stands_behind_what_was_there_even_behind_a_comment_without_an_end()
    {
        var file = scene.File("leg/source/src/lib.rs", "#![no_std] // the end");

        Assert.That(new SourceEdit("src/lib.rs").Make(Request, 1), Is.True);
        Assert.That(File.ReadAllText(file), Is.EqualTo($"#![no_std] // the end{SourceEdit.Text(1)}"));
    }

    [Test]
    public void A_file_that_a_build_script_made_a_link_is_not_written_to()
    {
        var outside = scene.File("outside.rs", "mine");
        Directory.CreateDirectory(Path.Combine(scene.Directories.Source, "src"));
        File.CreateSymbolicLink(Path.Combine(scene.Directories.Source, "src", "lib.rs"), outside);

        Assert.That(new SourceEdit("src/lib.rs").Make(Request, 1), Is.False);
        Assert.That(File.ReadAllText(outside), Is.EqualTo("mine"));
    }

    [Test]
    public void A_folder_that_a_build_script_made_a_link_is_not_written_to()
    {
        var outside = scene.File("outside/lib.rs", "mine");
        Directory.CreateDirectory(scene.Directories.Source);
        Directory.CreateSymbolicLink(Path.Combine(scene.Directories.Source, "src"), Path.GetDirectoryName(outside)!);

        Assert.That(new SourceEdit("src/lib.rs").Make(Request, 1), Is.False);
        Assert.That(File.ReadAllText(outside), Is.EqualTo("mine"));
    }

    private string? Found(params Artifact[] artifacts) => SourceEdit.Find(artifacts, Request)?.File;

    private Artifact Artifact(string kind, string file, string directory = "") =>
        new("it 1.0.0", Path.Combine(scene.Directories.Source, directory, "Cargo.toml"), kind, "it", false, null, [])
        {
            SourcePath = Path.Combine(scene.Directories.Source, file),
        };
}
