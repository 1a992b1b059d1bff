using Matrix.Runner.Crates;
using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Preparation;

/// <summary>A crate that is to be made ready for its legs.</summary>
/// <param name="Directories">Its own: what comes of it is what each leg copies.</param>
/// <param name="Limits">Of each call of cargo.</param>
internal sealed record PreparationRequest(CrateEntry Crate, LegDirectories Directories, ProcessLimits Limits)
{
    /// <summary>Of the package's Cargo.toml, relative to the source.</summary>
    public string Manifest => Crate.Directory == "." ? "Cargo.toml" : Path.Combine(Crate.Directory, "Cargo.toml");

    /// <summary>As cargo writes it: without <c>.</c> in it.</summary>
    public string ManifestPath => Path.GetFullPath(Path.Combine(Directories.Source, Manifest));
}
