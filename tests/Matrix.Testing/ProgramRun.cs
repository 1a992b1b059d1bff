using System.Diagnostics;
using NUnit.Framework;

namespace Matrix.Testing;

/// <summary>A run of one of the project's programs, as a person would start it.</summary>
public sealed class ProgramRun : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private ProgramRun(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public int ProcessId => process.Id;

    public bool HasExited => process.HasExited;

    /// <param name="project"><c>Matrix.Runner</c> or <c>Matrix.Report</c>.</param>
    /// <param name="folder">Where it is started; null: in the checkout.</param>
    public static ProgramRun Start(string project, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var program = project.ToLowerInvariant().Replace('.', '-');
        // A test-suite that was started in the background has Ctrl+C ignored, and hands that on: GNU env gives it back.
        var path = Repository.PathOf($"artifacts/bin/{project}/debug/{program}");
        IEnumerable<string> command = OperatingSystem.IsLinux() ? ["/usr/bin/env", "--default-signal=INT", path, .. arguments] : [path, .. arguments];
        var start = new ProcessStartInfo(command.First(), command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Repository.Root,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new ProgramRun(Process.Start(start)!);
    }

    public static async Task<ProgramEnd> RunAsync(
        string project, IEnumerable<string> arguments, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var run = Start(project, arguments, environment);
        return await run.EndAsync(cancellation);
    }

    public async Task<ProgramEnd> EndAsync(CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation);
        return new ProgramEnd(process.ExitCode, await output, await errors);
    }

    /// <summary>Waits for something that it does; the test fails if it ends before.</summary>
    public async Task UntilAsync(Func<bool> condition, CancellationToken cancellation)
    {
        while (!condition())
        {
            if (HasExited)
                Assert.Fail($"it ended too early: {await EndAsync(cancellation)}");
            await Task.Delay(20, cancellation);
        }
    }

    /// <summary>As <c>kill -9</c>: only this one process.</summary>
    public void Kill() => process.Kill(entireProcessTree: false);

    /// <summary>As Ctrl+C would.</summary>
    public async Task InterruptAsync(CancellationToken cancellation)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellation);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            // What is removed after it must not be written to any more.
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }
}

public sealed record ProgramEnd(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
