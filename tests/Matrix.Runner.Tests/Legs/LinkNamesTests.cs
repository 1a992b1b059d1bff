using Matrix.Results;
using Matrix.Runner.Classification;
using Matrix.Runner.Legs;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs;

public sealed class LinkNamesTests
{
    private LegScene scene = null!;

    [SetUp]
    public void MakeScene()
    {
        scene = new LegScene();
        scene.File("leg/target/debug/deps/a.o", "\0plain\0\u0001marked\0\u0001marked_too\0");
    }

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    [TestCase("undefined reference to `marked'", "u1-link-name")]
    [TestCase("undefined reference to 'marked_too'", "u1-link-name")]
    [TestCase("undefined reference to `plain'", "undefined-symbol")]
    [TestCase("undefined reference to `mark'", "undefined-symbol")]
    [TestCase("undefined reference to `core::panicking::panic'", "undefined-symbol")]
    public void A_symbol_that_an_object_wants_under_a_marked_name_is_told_apart(string line, string subclass)
    {
        var refined = new LinkNames(scene.Directories).Refine(Seen(line));

        Assert.That(refined.Subclass, Is.EqualTo(subclass));
        Assert.That(refined.Evidence.Text, Is.EqualTo(line));
    }

    [Test]
    public void Another_observation_stays_as_it_is()
    {
        var seen = Seen("undefined reference to `marked'") with { Rule = "lto" };

        Assert.That(new LinkNames(scene.Directories).Refine(seen), Is.SameAs(seen));
    }

    [Test]
    public void Links_that_a_build_script_left_are_not_read()
    {
        File.CreateSymbolicLink(Path.Combine(scene.Directories.Target, "debug/deps/0.o"), "/dev/zero");

        Assert.That(new LinkNames(scene.Directories).Refine(Seen("undefined reference to `marked'")).Subclass, Is.EqualTo("u1-link-name"));
    }

    [Test]
    public void Without_objects_nothing_is_told_apart() =>
        Assert.That(
            new LinkNames(new LegDirectories("/nowhere")).Refine(Seen("undefined reference to `marked'")).Subclass, Is.EqualTo("undefined-symbol"));

    private static Observation Seen(string line) => new()
    {
        Rule = KnownCauses.UndefinedSymbol,
        Phase = Phase.TestBuild,
        Class = FailureClass.Linkage,
        Subclass = "undefined-symbol",
        Evidence = new Evidence("log", 1, line),
    };
}
