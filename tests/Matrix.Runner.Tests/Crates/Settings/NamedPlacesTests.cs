using Matrix.Results;
using Matrix.Runner.Crates.Settings;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Crates.Settings;

/// <summary>Whatever a list's own cargo configuration names is seen by legs, or is an error before anything runs.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NamedPlacesTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    private string Config => Path.Combine(folder.Path, "lists", "config.toml");

    public void Dispose() => folder.Dispose();

    [Test]
    public void All_that_is_included_belongs_to_the_configuration()
    {
        folder.File("lists/other.toml", "[term]\nquiet = true\n");

        Assert.That(NamedPlaces.FilesOf(Written("include = [\"other.toml\"]")), Is.EqualTo(new[] { Config, Path.Combine(folder.Path, "lists", "other.toml") }));
        Assert.That(NamedPlaces.FilesOf(null), Is.Empty);
    }

    [TestCase("[source.a]\ndirectory = \"there\"")]
    [TestCase("source.a.local-registry = 'there'")]
    [TestCase("source = { a = { directory = \"there\" } }")]
    [TestCase("[source.a]\nregistry = \"file://{0}/there\"")]
    [TestCase("[source.a]\ngit = \"file://{0}/there\"")]
    [TestCase("[registries.a]\nindex = \"sparse+file://{0}/there\"")]
    [TestCase("paths = [\"there\"]")]
    [TestCase("[patch.crates-io]\nb = {{ path = \"there\" }}")]
    [TestCase("[patch.crates-io.b]\ngit = \"file://{0}/there\"")]
    [TestCase("[http]\ncainfo = \"{0}/there\"")]
    [TestCase("[http]\ncainfo = \"there\"")]
    [TestCase("[target.x86_64-unknown-linux-gnu]\nlinker = \"./there\"")]
    [TestCase("[target.'cfg(unix)']\nrunner = [\"{0}/there\", \"--flag\"]")]
    [TestCase("[target.'cfg(unix)']\nrunner = \"{0}/there --flag\"")]
    [TestCase("[build]\nrustc-wrapper = \"{0}/there\"")]
    public void What_is_named_is_seen(string config)
    {
        var there = Directory.CreateDirectory(Path.Combine(folder.Path, "there")).FullName;

        Assert.That(NamedPlaces.In(Written(config)).Select(Path.TrimEndingDirectorySeparator), Is.EqualTo(new[] { Path.Combine(folder.Path, "lists"), there }));
    }

    [TestCase("[source.crates-io]\nreplace-with = \"there\"")]
    [TestCase("[source.a]\nregistry = \"https://example.com/there\"")]
    [TestCase("[target.x86_64-unknown-linux-gnu]\nlinker = \"clang\"")]
    [TestCase("[net]\noffline = true")]
    [TestCase("this is no TOML")]
    public void What_is_no_place_of_this_machine_is_not(string config) =>
        Assert.That(NamedPlaces.In(Written(config)), Is.EqualTo(new[] { Path.Combine(folder.Path, "lists") }));

    [Test]
    public void What_is_not_there_is_an_error_with_file_and_line()
    {
        var config = Written("[source.crates-io]\nreplace-with = \"a\"\n[source.a]\ndirectory = \"gone\"\n");

        var error = Assert.Throws<MatrixException>(() => NamedPlaces.In(config));

        Assert.That(error.Message, Is.EqualTo($"{config}:4: names {Path.Combine(folder.Path, "gone")}, which is not there"));
        Assert.That((error.ExitCode, error.Hint), Is.EqualTo((ExitCode.Usage, "correct the path: cargo takes it from the folder above the one that holds the configuration")));
    }

    [Test]
    public void What_is_included_names_places_too_and_lies_beside_the_configuration()
    {
        var there = Directory.CreateDirectory(Path.Combine(folder.Path, "there")).FullName;
        folder.File("lists/more.toml", "include = [\"config.toml\"]\n[source.a]\ndirectory = \"there\"\n");

        Assert.That(NamedPlaces.In(Written("include = [\"more.toml\"]")), Is.EqualTo(new[] { Path.Combine(folder.Path, "lists"), there }));
        Assert.That(NamedPlaces.In(Written("include = [{ path = \"more.toml\" }, { path = \"less.toml\", optional = true }]")), Has.Length.EqualTo(2));
        Assert.That(Assert.Throws<MatrixException>(() => NamedPlaces.In(Written("include = [\"less.toml\"]"))).Message, Does.Contain(":1: names " + Path.Combine(folder.Path, "lists", "less.toml")));
    }

    [Test]
    public void Without_a_configuration_there_is_nothing() => Assert.That(NamedPlaces.In(config: null), Is.Empty);

    private string Written(string config)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Config)!);
        File.WriteAllText(Config, config.Replace("{0}", folder.Path, StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal));
        return Config;
    }
}
