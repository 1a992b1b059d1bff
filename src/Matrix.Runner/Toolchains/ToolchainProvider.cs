using Matrix.Results;
using Matrix.Runner.Configuration;

namespace Matrix.Runner.Toolchains;

/// <summary>Provides a toolchain with both code generators, and says in plain words what it finds and does.</summary>
/// <param name="builtToolchain">Where a build from Debian's sources is put.</param>
/// <param name="say">Takes one line.</param>
internal sealed class ToolchainProvider(
    ToolchainFinder finder, IToolchainInstaller installer, INightlies nightlies, string builtToolchain, Action<string> say)
{
    private const string Nightly = "nightly";

    /// <exception cref="MatrixException">None can be had; never a toolchain without the backend.</exception>
    public async Task<Toolchain> ProvideAsync(ToolchainRequest request, CancellationToken cancellation)
    {
        if (request.Name is { } name)
            return await NamedAsync(name, request, cancellation);

        return await NightlyAsync(request, cancellation)
            ?? await OtherAsync(request, cancellation)
            ?? await BuiltAsync(request, cancellation)
            ?? throw None("no toolchain with the Cranelift backend is on this machine, and none could be installed");
    }

    private async Task<Toolchain> NamedAsync(string name, ToolchainRequest request, CancellationToken cancellation)
    {
        var found = await finder.FindAsync(name, request.BackendLibrary, cancellation);
        if (found is FoundToolchain.WithoutBackend && request.MayInstall && !name.Contains('/') && await AddComponentAsync(name, cancellation))
            found = await finder.FindAsync(name, request.BackendLibrary, cancellation);

        return found switch
        {
            FoundToolchain.Complete complete => Use(complete.Toolchain),
            FoundToolchain.WithoutBackend without => throw None($"the toolchain {without.Name} ({without.Sysroot}) has no Cranelift backend"),
            FoundToolchain.Missing missing => throw None(missing.Reason),
            _ => throw new InvalidOperationException("a finding of no known kind"),
        };
    }

    private async Task<Toolchain?> NightlyAsync(ToolchainRequest request, CancellationToken cancellation)
    {
        var found = await finder.FindAsync(Nightly, request.BackendLibrary, cancellation);
        if (found is FoundToolchain.Missing && request.MayInstall)
        {
            say("toolchain: there is no nightly; installing it with rustup");
            found = await InstalledAsync(installer.InstallAsync(Nightly, cancellation)) ? await finder.FindAsync(Nightly, request.BackendLibrary, cancellation) : found;
        }

        if (found is FoundToolchain.WithoutBackend && request.MayInstall)
            found = await finder.FindAsync(await WithBackendAsync(cancellation), request.BackendLibrary, cancellation);

        return found is FoundToolchain.Complete complete ? Use(complete.Toolchain) : null;
    }

    // Not every nightly has the component for every platform: then it is the newest that has.
    private async Task<string> WithBackendAsync(CancellationToken cancellation)
    {
        if (await AddComponentAsync(Nightly, cancellation))
            return Nightly;

        var newest = await nightlies.NewestAsync(cancellation);
        say($"toolchain: {newest.Words}");
        return newest.Name is { } dated && await InstalledAsync(installer.InstallAsync(dated, cancellation)) ? dated : Nightly;
    }

    // Before anything is built: a toolchain that somebody linked or installed under another name.
    private async Task<Toolchain?> OtherAsync(ToolchainRequest request, CancellationToken cancellation)
    {
        foreach (var name in await finder.InstalledAsync(cancellation))
        {
            if (await finder.FindAsync(name, request.BackendLibrary, cancellation) is FoundToolchain.Complete complete)
            {
                say($"toolchain: nightly cannot be used, but {name} has the Cranelift backend");
                return Use(complete.Toolchain);
            }
        }

        return null;
    }

    // Where the Rust project's servers cannot be reached but a Debian archive can.
    private async Task<Toolchain?> BuiltAsync(ToolchainRequest request, CancellationToken cancellation)
    {
        var found = await finder.FindAsync(builtToolchain, request.BackendLibrary, cancellation);
        if (found is not FoundToolchain.Complete && request.MayInstall && installer.CanBuildFromDebian)
        {
            say("toolchain: building Rust 1.95 with Cranelift from Debian's source packages: about 12 minutes on 2 cores, 5 GB of disk; Ctrl+C stops it, and it resumes");
            if (await InstalledAsync(installer.BuildFromDebianAsync(builtToolchain, cancellation)))
                found = await finder.FindAsync(builtToolchain, request.BackendLibrary, cancellation);
        }

        return found is FoundToolchain.Complete complete ? Use(complete.Toolchain) : null;
    }

    private Task<bool> AddComponentAsync(string toolchain, CancellationToken cancellation)
    {
        say($"toolchain: {toolchain} has no Cranelift backend; adding it: rustup component add {IToolchainInstaller.Component} --toolchain {toolchain}");
        return InstalledAsync(installer.AddBackendAsync(toolchain, cancellation));
    }

    private async Task<bool> InstalledAsync(Task<string?> installation)
    {
        var complaint = await installation;
        if (complaint is not null)
            say($"toolchain: that did not work: {complaint}");
        return complaint is null;
    }

    private Toolchain Use(Toolchain toolchain)
    {
        say($"toolchain: {toolchain.Record.Name}: {toolchain.Record.Rustc}; {toolchain.Record.Cargo}; backend {Path.GetFileName(toolchain.Candidate.Library)}");
        return toolchain;
    }

    private static MatrixException None(string message) => new(
        ExitCode.Environment,
        message,
        $"name one with --toolchain (a rustup name, a directory, or a path of librustc_codegen_cranelift); or run `rustup component add {IToolchainInstaller.Component} --toolchain nightly`; or build one with toolchain/build-from-debian");
}

/// <summary>Which toolchain is wanted.</summary>
/// <param name="Name">A rustup name, a linked toolchain, or a directory; null: nightly.</param>
/// <param name="BackendLibrary">A Cranelift backend in place of the toolchain's own.</param>
/// <param name="MayInstall">What is missing may be installed or built.</param>
internal sealed record ToolchainRequest(string? Name, string? BackendLibrary, bool MayInstall)
{
    public const string EnvironmentVariable = "MATRIX_TOOLCHAIN";

    /// <summary>The option comes first, then matrix.yaml, then the environment. What names a library leaves the toolchain to the next.</summary>
    public static ToolchainRequest Of(string? option, MatrixConfig config, bool mayInstall)
    {
        var named = new[] { option, config.Toolchain, Environment.GetEnvironmentVariable(EnvironmentVariable) }
            .Where(name => !string.IsNullOrEmpty(name))
            .ToList();
        return named is [{ } library, ..] && IsLibrary(library)
            ? new ToolchainRequest(named.Find(name => !IsLibrary(name!)), Path.GetFullPath(library), mayInstall)
            : new ToolchainRequest(named.FirstOrDefault(), config.BackendLibrary, mayInstall);
    }

    private static bool IsLibrary(string name) => name.EndsWith(".so", StringComparison.Ordinal) || name.EndsWith(".dylib", StringComparison.Ordinal);
}
