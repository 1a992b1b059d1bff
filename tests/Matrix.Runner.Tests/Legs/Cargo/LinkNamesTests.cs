using Matrix.Results;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs.Cargo;

public sealed class LinkNamesTests
{
    private LegScene scene = null!;

    [SetUp]
    public void MakeScene()
    {
        scene = new LegScene();
        scene.File("leg/source/target/debug/deps/a.o", "\0plain\0\u0001marked\0\u0001marked_too\0");
    }

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    [TestCase("undefined reference to `marked'", ExpectedResult = new[] { "==> undefined reference to `\u0001marked': so an object file of this build calls it" })]
    [TestCase("undefined reference to 'marked_too'", ExpectedResult = new[] { "==> undefined reference to `\u0001marked_too': so an object file of this build calls it" })]
    [TestCase("undefined reference to `plain'", ExpectedResult = new string[0])]
    [TestCase("undefined reference to `mark'", ExpectedResult = new string[0])]
    [TestCase("undefined reference to `core::panicking::panic'", ExpectedResult = new string[0])]
    public IEnumerable<string> A_symbol_that_an_object_wants_under_a_marked_name_is_said_so(string line) => Marked(line);

    [Test]
    public void A_symbol_is_said_once() =>
        Assert.That(Marked("undefined reference to `marked'", "ld: undefined reference to `marked'"), Has.Length.EqualTo(1));

    [Test]
    public void What_is_said_is_decided_by_the_rule_for_marked_names()
    {
        var line = System.Text.Encoding.UTF8.GetBytes(Marked("undefined reference to `marked'").Single());
        scene.Findings.OnBuildLine(Phase.TestBuild, line, new LogPlace("log", 1), package: null);

        Assert.That(scene.Observations.MinBy(seen => seen.Precedence)!.Rule, Is.EqualTo("u1-link-name"));
    }

    [Test]
    public void Wherever_cargo_puts_objects_they_are_found()
    {
        scene.File("leg/source/target/debug/build/b/0011/out/b.o", "\0\u0001elsewhere\0");

        Assert.That(Marked("undefined reference to `elsewhere'"), Has.Length.EqualTo(1));
    }

    [Test]
    public void Links_that_a_build_script_left_are_not_read()
    {
        File.CreateSymbolicLink(Path.Combine(scene.Directories.Target, "debug/deps/0.o"), "/dev/zero");
        Directory.CreateSymbolicLink(Path.Combine(scene.Directories.Target, "debug/deps/round"), scene.Directories.Target);

        Assert.That(Marked("undefined reference to `marked'"), Has.Length.EqualTo(1));
    }

    [Test]
    public void Without_objects_nothing_is_said() =>
        Assert.That(new LinkNames(new LegDirectories("/nowhere")).Marked([Evidence("undefined reference to `marked'")]), Is.Empty);

    private string[] Marked(params string[] lines) => [.. new LinkNames(scene.Directories).Marked(lines.Select(Evidence))];

    private static Evidence Evidence(string line) => new("log", 1, line);
}
