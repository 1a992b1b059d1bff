using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;
using Matrix.Runner.Toolchains;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Toolchains;

/// <summary>A machine with toolchains whose programs are empty files and whose answers are scripted.</summary>
internal sealed class RustOnDisk : IDisposable
{
    public const string Host = "x86_64-unknown-linux-gnu";

    private readonly TemporaryDirectory directory = new();

    public ScriptedProcesses Processes { get; } = new();

    public ToolchainFinder Finder => new(new TrustedPrograms(Processes));

    public string PathOf(string relative) => Path.Combine(directory.Path, relative);

    public RustOnDisk With(string name, bool cargo = true, bool backend = true, string about = "rustc 1.95.0-nightly (0123456789 2026-04-14)", string? date = "2026-04-13", string release = "1.95.0-nightly")
    {
        var rustc = directory.File($"{name}/bin/rustc", "");
        Processes.On($"{rustc} -vV", $"{about}\nbinary: rustc\ncommit-date: {date}\nhost: {Host}\nrelease: {release}\nLLVM version: 22.1.0\n")
            .On($"{rustc} --print sysroot", $"{PathOf(name)}\n")
            .On($"rustup which --toolchain {name} rustc", $"{rustc}\n");
        return cargo ? WithCargo(name).WithBackend(name, backend) : WithBackend(name, backend);
    }

    public RustOnDisk WithBackend(string name, bool backend = true)
    {
        if (backend)
            directory.File($"{name}/lib/rustlib/{Host}/codegen-backends/librustc_codegen_cranelift-1.95.0-nightly.so", "the backend");
        return this;
    }

    public string File(string name, string content) => directory.File(name, content);

    public void Dispose() => directory.Dispose();

    private RustOnDisk WithCargo(string name)
    {
        var cargo = directory.File($"{name}/bin/cargo", "");
        Processes.On($"{cargo} -V", "cargo 1.95.0-nightly (abcdef 2026-04-10)\n").On($"rustup which --toolchain {name} cargo", $"{cargo}\n");
        return this;
    }
}
