using System.Globalization;
using System.Text;
using Matrix.Runner.Files;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Measuring;

/// <summary>The change before a rebuild: a static of another value each time, that no compiler may leave out.</summary>
/// <param name="File">Relative to the checkout.</param>
internal sealed record SourceEdit(string File)
{
    // Not custom-build: who builds scripts anew has changed nothing of the package.
    private static readonly string[] Kinds = ["lib", "rlib", "dylib", "cdylib", "staticlib", "proc-macro", "bin"];

    /// <summary>The root file of the package's library, else of its first program; null where it has neither.</summary>
    public static SourceEdit? Find(IEnumerable<Artifact> artifacts, LegRequest request)
    {
        // A manifest that only names a workspace has no package of its own: then it is one of its members.
        var target = artifacts
            .Where(artifact => Kinds.Contains(artifact.Kind) && !artifact.IsTest && IsWithin(artifact.SourcePath, request.Directories.Source))
            .OrderBy(artifact => artifact.ManifestPath != request.ManifestPath)
            .ThenBy(artifact => artifact.Kind == "bin")
            .ThenBy(artifact => artifact.SourcePath, StringComparer.Ordinal)
            .FirstOrDefault();
        return target is null ? null : new SourceEdit(Path.GetRelativePath(request.Directories.Source, target.SourcePath));
    }

    /// <summary>Good in libraries, programs and procedural macros, without std, under the strictest lints, in every edition.</summary>
    public static string Text(int round) =>
        string.Create(CultureInfo.InvariantCulture, $"\nconst _: () = {{ #[used] static MATRIX_EDIT: u64 = {round}; }};\n");

    /// <returns>False where the file is not what it was.</returns>
    public bool Make(LegRequest request, int round)
    {
        var path = Path.Combine(request.Directories.Source, File);
        // The build scripts have run: what lies there now may lead out of the copy, and this is not done in the sandbox.
        if (!ForeignFile.CanBeRead(path) || Libc.RealPath(path) is not { } real || !IsWithin(real, Libc.RealPath(request.Directories.Source)!))
            return false;

        System.IO.File.AppendAllText(path, Text(round), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return true;
    }

    private static bool IsWithin(string path, string folder) => path.StartsWith($"{folder}/", StringComparison.Ordinal);
}
