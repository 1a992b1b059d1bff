using System.Security.Cryptography;
using System.Text;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Toolchains;

/// <summary>
/// Compiles the small programs that stand in for others in a leg (recorder, shim) with the toolchain under test; once, for they are kept
/// between sweeps.
/// </summary>
/// <param name="cache">Folder of what was compiled.</param>
internal sealed class StandInCompiler(TrustedPrograms programs, string cache)
{
    /// <param name="source">Path of the program's only file.</param>
    /// <returns>Path of the executable.</returns>
    public async Task<string> CompileAsync(Toolchain toolchain, string source, CancellationToken cancellation)
    {
        Directory.CreateDirectory(cache);
        var name = Path.GetFileNameWithoutExtension(source);
        var executable = Path.Combine(cache, $"{name}-{Fingerprint(toolchain, source)}");
        if (new FileInfo(executable) is { Exists: true, Length: > 0 })
            return executable;

        // In a folder of its own until it is whole: a sweep may be killed here, or another one do the same, and rustc names what it
        // makes on the way by the crate.
        var folder = Directory.CreateDirectory($"{executable}.{Environment.ProcessId}").FullName;
        var unfinished = Path.Combine(folder, name);
        var command = new CommandSpec(toolchain.Rustc, ["--edition=2021", "-Copt-level=1", $"--crate-name={name}", "-o", unfinished, source], cache)
        {
            Environment = TrustedPrograms.Environment,
        };
        var answer = await programs.AskAsync(command, cancellation);
        if (!answer.IsSuccess)
        {
            throw new MatrixException(
                ExitCode.Environment,
                $"{toolchain.Rustc} cannot make an executable: {answer.Complaint}",
                "a C compiler is needed as linker: install gcc (Linux) or the command line tools (macOS)");
        }

        ReplacedFile.Place(unfinished, executable);
        Directory.Delete(folder, recursive: true);
        return executable;
    }

    // All that decides what the executable is.
    private static string Fingerprint(Toolchain toolchain, string source) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{toolchain.Record.RustcVerbose}\0{File.ReadAllText(source)}")))[..16];
}
