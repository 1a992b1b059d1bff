using System.Security.Cryptography;
using System.Text;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Toolchains;

/// <summary>Compiles the recorder with the toolchain under test; once, for it is kept between sweeps.</summary>
/// <param name="cache">Folder of compiled recorders.</param>
internal sealed class RecorderCompiler(TrustedPrograms programs, string cache)
{
    /// <returns>Path of the executable.</returns>
    public async Task<string> CompileAsync(Toolchain toolchain, CancellationToken cancellation)
    {
        Directory.CreateDirectory(cache);
        var executable = Path.Combine(cache, $"recorder-{Fingerprint(toolchain)}");
        if (new FileInfo(executable) is { Exists: true, Length: > 0 })
            return executable;

        // Under another name until it is whole: a sweep may be killed here, or another one do the same.
        var unfinished = $"{executable}.{Environment.ProcessId}";
        var command = new CommandSpec(toolchain.Rustc, ["--edition=2021", "-Copt-level=1", "--crate-name=recorder", "-o", unfinished, Recorder.SourcePath], cache)
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
        return executable;
    }

    // All that decides what the executable is.
    private static string Fingerprint(Toolchain toolchain)
    {
        var source = File.ReadAllText(Recorder.SourcePath);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{toolchain.Record.RustcVerbose}\0{source}")))[..16];
    }
}
