using System.Collections.Immutable;
using Matrix.Runner.RustcCache;

namespace Matrix.Runner.Tests.RustcCache;

public sealed class UnitKeyTests
{
    private static readonly UnitCall Unit = new()
    {
        CrateName = "serde",
        ExtraFileName = "-11",
        OutDirectory = "/one/target/debug/deps",
        WorkingDirectory = "/cargo-home/serde",
        Words = [new("--cfg"), new("feature=\"std\""), new("--extern"), new("itoa=", "libitoa-22.rmeta")],
        Environment = ImmutableSortedDictionary<string, string>.Empty.Add("CARGO_PKG_VERSION", "1.0.0").Add("OUT_DIR", "/one/target/out"),
        GeneratedDirectory = "/one/target/out",
    };

    private static readonly UnitCall Elsewhere = Unit with
    {
        OutDirectory = "/other/target/debug/deps",
        Environment = Unit.Environment.SetItem("OUT_DIR", "/other/target/out"),
        GeneratedDirectory = "/other/target/out",
    };

    [Test]
    public void Where_a_leg_is_does_not_matter() => Assert.That(KeyOf(Elsewhere), Is.EqualTo(KeyOf(Unit)));

    internal static IEnumerable<TestCaseData> Others()
    {
        yield return new TestCaseData(Unit with { WorkingDirectory = "/cargo-home/other" }).SetArgDisplayNames("another package");
        yield return new TestCaseData(Unit with { Words = [.. Unit.Words, new("-C"), new("panic=abort")] }).SetArgDisplayNames("another flag");
        yield return new TestCaseData(Unit with { Words = [new("--cfgfeature=\"std\""), .. Unit.Words[2..]] }).SetArgDisplayNames("words joined");
        yield return new TestCaseData(Unit with { Words = [.. Unit.Words[..3], new("itoa=", "libitoa-22.rlib")] }).SetArgDisplayNames("another file of a dependency");
        yield return new TestCaseData(Unit with { Environment = Unit.Environment.SetItem("CARGO_PKG_VERSION", "1.0.1") }).SetArgDisplayNames("another variable");
        yield return new TestCaseData(Unit with { Environment = Unit.Environment.Add("LD_PRELOAD", "/x.so") }).SetArgDisplayNames("one variable more");
    }

    [TestCaseSource(nameof(Others))]
    public void All_else_matters(object other) => Assert.That(KeyOf((UnitCall)other), Is.Not.EqualTo(KeyOf(Unit)));

    [Test]
    public void What_it_depends_on_matters_and_what_was_generated_and_the_toolchain()
    {
        Assert.That(KeyOf(Unit, dependency: "bb"), Is.Not.EqualTo(KeyOf(Unit)));
        Assert.That(KeyOf(Unit, generation: 1), Is.Not.EqualTo(KeyOf(Unit)));
        Assert.That(KeyOf(Unit, generated: "/store/generated/2"), Is.Not.EqualTo(KeyOf(Unit)));
        Assert.That(KeyOf(Unit, toolchain: "rustc 1.96"), Is.Not.EqualTo(KeyOf(Unit)));
    }

    private static string KeyOf(UnitCall unit, string dependency = "aa", int generation = 0, string generated = "/store/generated/1", string toolchain = "rustc 1.95")
    {
        var itoa = StoredUnits.Of(dependency, "/store/units/itoa/unit");
        itoa.Generation = generation;
        return UnitKey.Of(
            unit, new Dictionary<string, StoredUnit> { ["libitoa-22.rmeta"] = itoa, ["libitoa-22.rlib"] = itoa }, generated, toolchain);
    }
}

internal static class StoredUnits
{
    public static StoredUnit Of(string key, string folder, long bytes = 1, params StoredUnit[] dependencies) =>
        new(key, folder, [.. dependencies]) { Files = [], Printed = "", Bytes = bytes };

    public static StoredUnit Of(string key, string folder, long bytes, GeneratedCopy? generated) =>
        new(key, folder, []) { Files = [], Printed = "", Bytes = bytes, Generated = generated };
}
