using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Files;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Preparation;
using Matrix.Runner.Processes;

namespace Matrix.Runner;

/// <summary>Where one crate is built, and what its legs are asked to do.</summary>
/// <param name="part">A folder of its own within the crate's, beside those of the legs.</param>
internal sealed class CrateWorkspace(CrateEntry crate, CrateRunSettings settings, string part = "")
{
    private string Folder => Path.Combine(settings.WorkDirectory, crate.Name.Value);

    private string Root => Path.Combine(Folder, part);

    public CrateEntry Crate => crate;

    /// <summary>The checkout that all legs copy.</summary>
    public PreparationRequest Preparation => new(crate, new LegDirectories(Path.Combine(Root, "prepare")), Limits);

    public LegRequest Leg(PreparedSource source, LegName leg) =>
        Request(leg, new LegDirectories(Path.Combine(Root, FolderOf(leg))) { Workspace = source.Workspace }, source);

    public (LegRequest Baseline, LegRequest Candidate) Sides(PreparedSource source, Workaround workaround)
    {
        var times = new BaselineTimes();
        return (
            Leg(source, new LegName(settings.Baseline, Workaround: workaround)) with { Baseline = times },
            Leg(source, new LegName(settings.Candidate, Workaround: workaround)) with { Baseline = times });
    }

    // Of equal length on both sides: a test may count the letters of a path, and the system does (of a socket).
    private string FolderOf(LegName leg) =>
        $"{(leg.Backend == settings.Baseline ? "reference" : "candidate")}{(leg.Workaround == Workaround.None ? "" : $"-{WireName.Of(leg.Workaround)}")}";

    public void Remove()
    {
        if (!settings.KeepWork && Directory.Exists(Folder))
            FolderRemoval.Remove(Folder);
    }

    private ProcessLimits Limits => settings.Limits with
    {
        Time = crate.Timeout ?? settings.Limits.Time,
        MemoryBytes = crate.Memory ?? settings.Limits.MemoryBytes,
    };

    private LegRequest Request(LegName leg, LegDirectories directories, PreparedSource source) => new()
    {
        Crate = crate,
        Leg = leg,
        IsBaseline = leg.Backend == settings.Baseline,
        Source = source,
        Directories = directories,
        Limits = Limits,
        BuildJobs = settings.Slots.BuildJobs(),
        Units = settings.Units?.For(directories.Root),
    };
}
