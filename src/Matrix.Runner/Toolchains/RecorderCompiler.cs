using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Toolchains;

/// <summary>Compiles the recorder with the toolchain under test.</summary>
internal sealed class RecorderCompiler(TrustedPrograms programs)
{
    /// <returns>Path of the executable.</returns>
    public async Task<string> CompileAsync(Toolchain toolchain, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var executable = Path.Combine(folder, "recorder");
        var command = new CommandSpec(toolchain.Rustc, ["--edition=2021", "-Copt-level=1", "-o", executable, Recorder.SourcePath], folder)
        {
            Environment = TrustedPrograms.Environment,
        };
        var answer = await programs.AskAsync(command, cancellation);
        return answer.IsSuccess
            ? executable
            : throw new MatrixException(
                ExitCode.Environment,
                $"{toolchain.Rustc} cannot make an executable: {answer.Complaint}",
                "a C compiler is needed as linker: install gcc (Linux) or the command line tools (macOS)");
    }
}
