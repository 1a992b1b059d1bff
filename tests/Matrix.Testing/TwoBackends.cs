using Matrix.Results;

namespace Matrix.Testing;

/// <summary>What results of today's default are of: LLVM, and Cranelift beside it.</summary>
public static class TwoBackends
{
    public static BackendRecord Llvm { get; } = new(BackendName.Llvm, "LLVM", "llvm");

    public static BackendRecord Cranelift { get; } = new(BackendName.Cranelift, "Cranelift", "cranelift") { Library = "libclif.so", LibrarySha256 = "ab" };

    public static IReadOnlyList<BackendRecord> Records { get; } = [Llvm, Cranelift];

    /// <summary>Of an A/A sweep.</summary>
    public static IReadOnlyList<BackendRecord> Noise { get; } = [Llvm, new(BackendName.Llvm.Again(), "LLVM the second time", "llvm") { IsBaselineAgain = true }];

    /// <summary>The same runs with something else known of Cranelift.</summary>
    public static RunManifest WithCranelift(this RunManifest manifest, Func<BackendRecord, BackendRecord> change) =>
        manifest with { Backends = [.. manifest.Backends.Select(backend => backend.Name == BackendName.Cranelift ? change(backend) : backend)] };
}
