using Matrix.Results;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Tests.Crates;

/// <summary>The circumstances that these tests run a sweep in.</summary>
internal static class Now
{
    public static readonly DateOnly Today = new(2026, 11, 20);
    public static readonly DateOnly Toolchain = new(2026, 11, 1);

    public static readonly Circumstances OnLinux =
        new(new PlatformRecord("linux", "x86_64", "some processor", [], Cores: 2, MemoryBytes: 1L << 30), Toolchain, Today);
}
