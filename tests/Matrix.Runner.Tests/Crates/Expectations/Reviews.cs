using System.Text;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Expectations;
using Matrix.Testing;
using Matrix.Yaml;

namespace Matrix.Runner.Tests.Crates.Expectations;

/// <summary>Lists held against sweeps that nobody ran.</summary>
internal static class Reviews
{
    public static readonly DateOnly Until = new(2027, 11, 20);

    public static readonly RunManifest Run = new()
    {
        ToolVersion = "1",
        Toolchain = new ToolchainRecord("nightly", "rustc", "rustc", Now.Toolchain.ToString("yyyy-MM-dd"), "x86_64-unknown-linux-gnu", "cargo"),
        Backends = TwoBackends.Records,
        Platform = Now.OnLinux.Platform,
        List = new ListRecord("list.yaml", "00", []),
        Settings = new SettingsRecord("none", 1, "2 of 3", new LimitsRecord(1, 1, 1, 1)),
        Start = new DateTimeOffset(Now.Today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
    };

    public static YamlFile File(string yaml) => new("/lists/list.yaml", "list.yaml", Encoding.UTF8.GetBytes(yaml));

    /// <summary>The verdicts carry what this very list expected of them.</summary>
    public static ListReview Of(string yaml, IEnumerable<Verdict> verdicts, bool all = false)
    {
        var file = File(yaml);
        return Of(file, [.. Judged(file, verdicts)], all);
    }

    public static ListReview Of(YamlFile file, IReadOnlyList<Verdict> judged, bool all = false) =>
        ListReview.Of(file, Run with { List = Run.List with { Sha256 = file.Sha256 } }, judged, new BlessOptions(all, Until));

    /// <summary>As the sweep does it.</summary>
    public static IEnumerable<Verdict> Judged(YamlFile file, IEnumerable<Verdict> verdicts)
    {
        var crates = CratesListLoader.Read(file).Crates.ToDictionary(crate => crate.Name.Value);
        return verdicts.Select(verdict => verdict with
        {
            Expectation = crates.TryGetValue(verdict.Crate, out var crate) ? ExpectedVerdicts.Judge(crate, verdict.Kind, verdict.Causes, Now.OnLinux) : null,
        });
    }
}
