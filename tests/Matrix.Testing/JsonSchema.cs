using System.ComponentModel;
using System.Diagnostics;
using NUnit.Framework;

namespace Matrix.Testing;

/// <summary>A JSON Schema (draft 2020-12) file, read strictly: a keyword that means nothing is an error of the schema.</summary>
public sealed class JsonSchema
{
    private const int Wrong = 1;

    private readonly string file;

    public JsonSchema(string file)
    {
        _ = NodePackages.PathOf("ajv/dist/2020.js");
        this.file = file;
    }

    /// <summary>Each as <c>FILE: PLACE what is wrong</c>.</summary>
    public async Task<IReadOnlyList<string>> ErrorsOfAsync(params IEnumerable<string> documents)
    {
        using var validation = Start([Repository.PathOf("tests/web/validate.mjs"), file, .. documents]);
        var errors = validation.StandardError.ReadToEndAsync();
        var lines = (await validation.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await validation.WaitForExitAsync();
        return validation.ExitCode is 0 or Wrong ? lines : throw new InvalidOperationException(await errors);
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
