using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Toolchains;

/// <summary>Finds a toolchain that is on the machine and looks at what it is. Installs nothing.</summary>
internal sealed class ToolchainFinder(TrustedPrograms programs)
{
    /// <param name="name">A rustup name, a linked toolchain, or a directory.</param>
    public async Task<FoundToolchain> FindAsync(string name, string? backendLibrary, CancellationToken cancellation)
    {
        var rustc = await RustcAsync(name, cancellation);
        if (rustc is null)
            return new FoundToolchain.Missing($"there is no toolchain {name}");

        var about = await programs.AskAsync(rustc, ["-vV"], cancellation);
        if (!about.IsSuccess)
            return new FoundToolchain.Missing($"{rustc} does not run: {about.Complaint}");

        // A backend is chosen by an unstable option: a release takes none, whatever library it is given.
        if (FieldOf(about.Text, "release: ") is { } release && !release.Contains('-'))
            return new FoundToolchain.Missing($"the toolchain {name} is Rust {release}, a release, which takes no unstable options: it wants a nightly");

        var cargo = await CargoAsync(name, rustc, cancellation);
        if (cargo is null)
            return new FoundToolchain.Missing($"the toolchain {name} has no cargo, and nightly has none to lend");

        var sysroot = (await programs.AskAsync(rustc, ["--print", "sysroot"], cancellation)).FirstLine;
        var host = FieldOf(about.Text, "host: ") ?? "";
        if (backendLibrary is not null && !File.Exists(backendLibrary))
            return new FoundToolchain.Missing($"there is no backend library {backendLibrary}");
        if ((backendLibrary ?? BackendIn(sysroot, host)) is not { } library)
            return new FoundToolchain.WithoutBackend(name, sysroot);

        var cargoVersion = await programs.AskAsync(cargo, ["-V"], cancellation);
        return new FoundToolchain.Complete(new Toolchain
        {
            Rustc = rustc,
            Rustdoc = Path.Combine(Path.GetDirectoryName(rustc)!, "rustdoc"),
            Cargo = cargo,
            Backends =
            [
                new Backend(BackendName.Llvm, "llvm"),
                new Backend(BackendName.Cranelift, backendLibrary ?? "cranelift") { Library = library, LibrarySha256 = FileHash.Of(library) },
            ],
            Roots = [.. new[] { sysroot, RootOf(rustc), RootOf(RealPath(rustc)), RootOf(RealPath(cargo)), Path.GetDirectoryName(library)! }.Distinct()],
            Record = new ToolchainRecord(name, about.FirstLine, about.Text.Trim(), DateOf(about.Text), host, cargoVersion.FirstLine),
        });
    }

    /// <summary>The names of all toolchains that rustup knows.</summary>
    public async Task<IReadOnlyList<string>> InstalledAsync(CancellationToken cancellation)
    {
        var answer = await programs.AskAsync("rustup", ["toolchain", "list"], cancellation);
        return answer.IsSuccess
            ? [.. answer.Text.Split('\n').Select(line => line.Split(' ')[0].Trim()).Where(name => name.Length > 0 && !name.Contains("no installed", StringComparison.Ordinal))]
            : [];
    }

    private async Task<string?> RustcAsync(string name, CancellationToken cancellation)
    {
        if (name.Contains('/'))
            return File.Exists(Path.Combine(name, "bin", "rustc")) ? Path.Combine(Path.GetFullPath(name), "bin", "rustc") : null;

        var answer = await programs.AskAsync("rustup", ["which", "--toolchain", name, "rustc"], cancellation);
        return answer.IsSuccess ? answer.FirstLine : null;
    }

    // A linked toolchain often has no cargo of its own; the profile key that chooses the backend needs that of a nightly.
    private async Task<string?> CargoAsync(string name, string rustc, CancellationToken cancellation)
    {
        var beside = Path.Combine(Path.GetDirectoryName(rustc)!, "cargo");
        if (File.Exists(beside))
            return beside;

        foreach (var candidate in new[] { name, "nightly" }.Where(candidate => !candidate.Contains('/')))
        {
            var answer = await programs.AskAsync("rustup", ["which", "--toolchain", candidate, "cargo"], cancellation);
            if (answer.IsSuccess)
                return answer.FirstLine;
        }

        return null;
    }

    private static string? BackendIn(string sysroot, string host)
    {
        var folder = Path.Combine(sysroot, "lib", "rustlib", host, "codegen-backends");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*rustc_codegen_cranelift*").Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
    }

    private static string? DateOf(string about) => FieldOf(about, "commit-date: ") is { } date && date != "unknown" ? date : DateInFirstLine(about);

    // rustc 1.95.0-nightly (59807616e 2026-04-14): builds from a source archive say it only there.
    private static string? DateInFirstLine(string about)
    {
        var line = about.Split('\n', 2)[0];
        var end = line.IndexOf(')');
        return end > 10 && DateOnly.TryParseExact(line[(end - 10)..end], "yyyy-MM-dd", out _) ? line[(end - 10)..end] : null;
    }

    private static string? FieldOf(string about, string field) =>
        about.Split('\n').FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal))?[field.Length..].Trim();

    private static string RootOf(string program) => Path.GetDirectoryName(Path.GetDirectoryName(program))!;

    private static string RealPath(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}

internal abstract record FoundToolchain
{
    private FoundToolchain()
    {
    }

    public sealed record Complete(Toolchain Toolchain) : FoundToolchain;

    public sealed record WithoutBackend(string Name, string Sysroot) : FoundToolchain;

    /// <param name="Reason">In words.</param>
    public sealed record Missing(string Reason) : FoundToolchain;
}
