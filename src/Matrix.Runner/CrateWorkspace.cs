using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;

namespace Matrix.Runner;

/// <summary>Where one crate is built, and what its legs are asked to do.</summary>
internal sealed class CrateWorkspace(CrateEntry crate, CrateRunSettings settings)
{
    private string Root => Path.Combine(settings.WorkDirectory, crate.Name.Value);

    public CrateEntry Crate => crate;

    /// <summary>The checkout that all legs copy; made anew.</summary>
    public LegRequest Preparing()
    {
        var directories = new LegDirectories(Path.Combine(Root, "prepare"));
        Delete(directories.Root);
        return Request(LegName.Llvm, directories, new PreparedSource(directories.Source, Manifest, LockFileOrigin.None, null));
    }

    public LegRequest Leg(PreparedSource source, LegName leg) => Request(leg, new LegDirectories(Path.Combine(Root, leg.ToString())), source);

    public void Remove()
    {
        if (!settings.KeepWork)
            Delete(Root);
    }

    private string Manifest => crate.Directory == "." ? "Cargo.toml" : Path.Combine(crate.Directory, "Cargo.toml");

    private LegRequest Request(LegName leg, LegDirectories directories, PreparedSource source) => new()
    {
        Crate = crate,
        Leg = leg,
        Source = source,
        Directories = directories,
        Limits = settings.Limits with { Time = crate.Timeout ?? settings.Limits.Time },
        BuildJobs = settings.Share.BuildJobs(),
    };

    private static void Delete(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was made yet.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A crate may leave behind what cannot be removed (no permission to write a folder): make it removable, once.
            MakeRemovable(directory);
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void MakeRemovable(string directory)
    {
        if (new DirectoryInfo(directory).LinkTarget is not null)
            return;

        File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var child in Directory.EnumerateDirectories(directory))
            MakeRemovable(child);
    }
}
