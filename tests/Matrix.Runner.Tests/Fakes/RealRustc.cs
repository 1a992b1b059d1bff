using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Fakes;

/// <summary>Compiles the programs that stand in for others, with the toolchain under test or else the machine's own, each once.</summary>
internal static class RealRustc
{
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static readonly Dictionary<string, (string? Path, string Complaint)> Compiled = [];

    /// <summary>The test is ignored where no rustc is here that makes executables.</summary>
    public static async Task<string> CompileAsync(string source, CancellationToken cancellation)
    {
        await OneAtATime.WaitAsync(cancellation);
        try
        {
            if (!Compiled.TryGetValue(source, out var known))
                Compiled[source] = known = await TryAsync(source, cancellation);
            if (known.Path is null)
                Assert.Ignore($"no rustc that makes executables is here: {known.Complaint}");
            return known.Path;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<(string? Path, string Complaint)> TryAsync(string source, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "compiled")).FullName;
        var compiled = Path.Combine(folder, Path.GetFileNameWithoutExtension(source));
        string[] words = ["--edition=2021", "-o", compiled, source];
        var rustc = Environment.GetEnvironmentVariable("MATRIX_TOOLCHAIN") is { Length: > 0 } named && !named.Contains('/')
            ? new CommandSpec("rustup", ["run", named, "rustc", .. words], "/")
            : new CommandSpec("rustc", [.. words], "/");
        var built = await new TrustedPrograms(new ProcessRunner()).AskAsync(rustc with { Environment = TrustedPrograms.Environment }, cancellation);
        return (built.IsSuccess ? compiled : null, built.Complaint);
    }
}
