using System.Text.Json.Nodes;
using Matrix.Results;

namespace Matrix.Report.Tests.Cli;

/// <summary>What an older version wrote is still reported.</summary>
public sealed class OlderResultsTests
{
    // What only later versions write, or only where there is something to say.
    private static readonly string[] LaterInVerdicts = ["source", "relaxation", "tier", "downloads"];

    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void Results_without_what_was_added_since_give_the_same_verdicts()
    {
        PopularRun.Write(results);
        Change(ResultsPaths.Verdicts, line => Array.ForEach(LaterInVerdicts, name => line.Remove(name)));
        File.Delete(results.PathOf(ResultsPaths.Speed));

        var written = results.Report();

        Assert.That(written.Readiness.Headline.Works, Is.EqualTo("4 of 8"));
        Assert.That(results.Read("crates/rayon-core.html"), Does.Contain("# in the folder that the crates list names"));
        Assert.That(results.Read("speed.html"), Does.Contain("This sweep measured no build by itself."));
    }

    [Test]
    public void A_run_json_that_was_written_by_hand_of_the_first_version_is_read()
    {
        PopularRun.Write(results);
        File.WriteAllText(results.PathOf(ResultsPaths.Manifest), """
            {
              "format": 1, "tool-version": "0.1.0", "start": "2026-07-01T03:00:00+00:00",
              "toolchain": {
                "name": "nightly", "rustc": "rustc 1.95.0-nightly", "rustc-verbose": "rustc 1.95.0-nightly", "host": "x86_64-unknown-linux-gnu",
                "cargo": "cargo 1.95.0-nightly", "backend-library": "librustc_codegen_cranelift.so", "backend-sha256": "00"
              },
              "platform": { "os": "linux", "arch": "x86_64", "cpu": "x", "cpu-features": [], "cores": 2, "memory-bytes": 1024 },
              "list": { "name": "popular.yaml", "sha256": "00", "crates": ["itoa", "serde"] },
              "settings": { "isolation": "none", "jobs": 1, "confirm": "2 of 3", "limits": { "seconds": 900, "silence-seconds": 300, "memory-bytes": 1024, "log-bytes": 1024 } },
              "warnings": [], "resumed": 0, "counts": {}
            }
            """);

        var written = results.Report();

        Assert.That(written.Readiness.Title, Is.EqualTo("popular.yaml on Linux x86_64"));
        Assert.That(results.Read("run.html"), Does.Contain("not known").And.Contain("it has not run"));
    }

    [Test]
    public void What_a_newer_version_added_is_passed_over()
    {
        PopularRun.Write(results);
        Change(ResultsPaths.Verdicts, line => line["added-later"] = new JsonObject { ["x"] = 1 });
        Change(ResultsPaths.Legs, line => line["added-later"] = "x");

        Assert.That(results.Report().Readiness.Headline.Works, Is.EqualTo("4 of 8"));
    }

    private void Change(string file, Action<JsonObject> change)
    {
        var lines = File.ReadAllLines(results.PathOf(file)).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        lines.ForEach(change);
        File.WriteAllText(results.PathOf(file), string.Concat(lines.Select(line => $"{line.ToJsonString()}\n")));
    }
}
