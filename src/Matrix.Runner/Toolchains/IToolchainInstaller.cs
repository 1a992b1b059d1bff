namespace Matrix.Runner.Toolchains;

internal interface IToolchainInstaller
{
    /// <summary>The backend's component of rustup.</summary>
    const string Component = "rustc-codegen-cranelift-preview";

    /// <returns>What went wrong in words; null where all went well. The same holds for the others.</returns>
    Task<string?> InstallAsync(string nightly, CancellationToken cancellation);

    Task<string?> AddBackendAsync(string toolchain, CancellationToken cancellation);

    bool CanBuildFromDebian { get; }

    /// <summary>Prints its progress itself.</summary>
    Task<string?> BuildFromDebianAsync(string output, CancellationToken cancellation);
}
