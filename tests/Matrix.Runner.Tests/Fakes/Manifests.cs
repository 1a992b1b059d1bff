using Matrix.Results;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Fakes;

internal static class Manifests
{
    public static RunManifest Any { get; } = new()
    {
        ToolVersion = "0.1.0",
        Toolchain = LegScene.Toolchain.Record,
        Backends = TwoBackends.Records,
        Platform = new PlatformRecord("linux", "x86_64", "cpu", [], 2, 8),
        List = new ListRecord("list.yaml", "cd", ["memchr"]),
        Settings = new SettingsRecord("none", 1, "2 of 3", new LimitsRecord(900, 600, 1, 2)),
        Start = new DateTimeOffset(2026, 7, 30, 12, 0, 0, TimeSpan.Zero),
    };
}
