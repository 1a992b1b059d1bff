using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Configuration;

namespace Matrix.Runner.Toolchains;

/// <summary>Finds what the backends of matrix.yaml are made of: parts of rustc, libraries of a toolchain, libraries of one's own.</summary>
internal static class BackendFinder
{
    /// <param name="toolchain">As it was found: with its own Cranelift, or the one that was named beside it.</param>
    /// <exception cref="MatrixException">A library is not there.</exception>
    public static Toolchain With(this Toolchain toolchain, BackendConfig baseline, BackendConfig candidate)
    {
        ImmutableArray<Backend> backends = [Find(baseline, toolchain), Find(candidate, toolchain)];
        var folders = backends.Select(backend => backend.Library).OfType<string>().Select(library => Path.GetDirectoryName(library)!);
        return toolchain with { Backends = backends, Roots = [.. toolchain.Roots.Concat(folders).Distinct()] };
    }

    private static Backend Find(BackendConfig config, Toolchain toolchain)
    {
        var own = toolchain.Backends.FirstOrDefault(backend => backend.Kind == config.Codegen) is { } known ? known with { Name = config.Name }
            : new Backend(config.Name, config.Codegen) { Library = config.IsLibrary ? config.Codegen : LibraryOf(config.Codegen, toolchain) };
        if (own.Library is { } library && !File.Exists(library))
            throw Missing(config, $"there is no library {library}");
        if (own is { Library: null, Codegen: not "llvm" })
            throw Missing(config, $"the toolchain {toolchain.Record.Name} has no backend {config.Codegen}");

        return own with
        {
            Title = config.Title ?? config.Name.DefaultTitle,
            LibrarySha256 = own.LibrarySha256 ?? (own.Library is null ? null : FileHash.Of(own.Library)),
            Rustflags = config.Rustflags,
            Config = config.Config,
            Environment = config.Environment,
            Position = config.Position,
        };
    }

    private static string? LibraryOf(string codegen, Toolchain toolchain)
    {
        var folder = Path.Combine(toolchain.Roots[0], "lib", "rustlib", toolchain.Host, "codegen-backends");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"*rustc_codegen_{codegen}*").Order(StringComparer.Ordinal).FirstOrDefault() : null;
    }

    private static MatrixException Missing(BackendConfig config, string why) => new(
        ExitCode.Environment, $"{config.Position}: backend {config.Name}: {why}", "correct the entry under 'backends', or name another backend with --backend");
}
