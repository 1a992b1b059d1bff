using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>A platform and its toolchains.</summary>
internal sealed record Platform(string Os, string Arch)
{
    private static readonly string[] X86Features =
    [
        "fpu", "sse", "sse2", "ssse3", "fma", "cx16", "sse4_1", "sse4_2", "movbe", "popcnt", "aes", "xsave", "avx", "f16c", "rdrand", "abm", "bmi1",
        "avx2", "bmi2", "erms", "avx512f", "avx512dq", "rdseed", "adx", "avx512ifma", "avx512cd", "sha_ni", "avx512bw", "avx512vl", "vaes", "vpclmulqdq",
    ];

    private static readonly string[] ArmFeatures = ["fp", "asimd", "aes", "pmull", "sha1", "sha2", "crc32", "atomics", "fphp", "asimdhp", "asimdrdm", "dcpop"];

    public string Name => $"{Os}-{Arch}";

    public string Target => $"{Arch}-{(Os == "linux" ? "unknown-linux-gnu" : "apple-darwin")}";

    public string Home => Os == "linux" ? "/home/runner" : "/Users/runner";

    /// <param name="name"><c>linux-x86_64</c>.</param>
    /// <exception cref="MatrixException">It is not a name of that form.</exception>
    public static Platform Parse(string name) => name.Split('-') is [{ Length: > 0 } os, { Length: > 0 } arch]
        ? new Platform(os, arch)
        : throw new MatrixException(ExitCode.Usage, $"'{name}' is not a platform", "name it as linux-x86_64");

    public PlatformRecord Record() => new(
        Os,
        Arch,
        Arch == "x86_64" ? "AMD EPYC 7763 64-Core Processor" : Os == "macos" ? "Apple M2" : "Neoverse-N2",
        Arch == "x86_64" ? X86Features : ArmFeatures,
        Cores: 4,
        MemoryBytes: 16L << 30);

    public ToolchainRecord Toolchain(int sweep, DateTimeOffset start)
    {
        var (nightly, commit) = ($"{start.AddDays(-1):yyyy-MM-dd}", $"{start.AddDays(-2):yyyy-MM-dd}");
        var hash = Draw.For(0, "rustc", commit).Hex(40);
        var release = $"1.{97 + (sweep / 6)}.0-nightly";
        var rustc = $"rustc {release} ({hash[..9]} {commit})";
        return new ToolchainRecord(
            $"nightly-{nightly}",
            rustc,
            $"{rustc}\nbinary: rustc\ncommit-hash: {hash}\ncommit-date: {commit}\nhost: {Target}\nrelease: {release}\nLLVM version: 22.1.8",
            commit,
            Target,
            $"cargo {release} ({Draw.For(0, "cargo", commit).Hex(9)} {commit})");
    }

    public IReadOnlyList<BackendRecord> Backends(int sweep, ProbeRecord? probe) =>
    [
        new(BackendName.Llvm, "LLVM", "llvm"),
        new(BackendName.Cranelift, "Cranelift", "cranelift")
        {
            Library = $"librustc_codegen_cranelift-1.{97 + (sweep / 6)}.0-nightly.{(Os == "linux" ? "so" : "dylib")}",
            LibrarySha256 = Draw.For(0, "backend", Name, number: Story.BackendAge(sweep)).Hex(64),
            Version = $"0.{118 + Story.BackendAge(sweep)}.0",
            Probe = probe,
        },
    ];
}
