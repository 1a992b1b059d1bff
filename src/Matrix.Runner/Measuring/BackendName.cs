using Matrix.Results;

namespace Matrix.Runner.Measuring;

/// <summary>As people write it.</summary>
internal static class BackendName
{
    public static string Of(Backend backend) => backend == Backend.Llvm ? "LLVM" : "Cranelift";
}
