using System.Security.Cryptography;
using System.Text;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Toolchains;

/// <summary>
/// Compiles the small programs that stand in for others in a leg (recorder, relay) with the toolchain under test; once, for they are kept
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
        var executable = Path.Combine(cache, $"{Path.GetFileNameWithoutExtension(source)}-{Fingerprint(toolchain, source)}");
        if (File.Exists(executable))
            return executable;

        // Under another name until it is whole: a sweep may be killed here, or another one do the same.
        var unfinished = $"{executable}.{Environment.ProcessId}";
        var command = new CommandSpec(toolchain.Rustc, ["--edition=2021", "-Copt-level=1", $"--crate-name={Path.GetFileNameWithoutExtension(source)}", "-o", unfinished, source], cache)
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

        File.Move(unfinished, executable, overwrite: true);
        return executable;
    }

    // All that decides what the executable is.
    private static string Fingerprint(Toolchain toolchain, string source)
    {
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{toolchain.Record.RustcVerbose}\0{File.ReadAllText(source)}")))[..16];
    }
}
