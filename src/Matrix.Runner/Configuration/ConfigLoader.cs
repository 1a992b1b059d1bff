using System.Text.RegularExpressions;
using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;
using Matrix.Yaml;

namespace Matrix.Runner.Configuration;

/// <summary>matrix.yaml becomes a <see cref="MatrixConfig"/>; what it leaves out, and all of it where there is no file, is the default.</summary>
internal static partial class ConfigLoader
{
    private const string Hint = "correct it; the matrix.yaml that comes with the tool explains every key";
    private const string HintOnFile = "name a file that exists, or none to use matrix.yaml";
    private const int MostJobs = 1024;
    private const int FewestProcesses = 16;   // cargo, rustc, a linker and their threads
    private const int FewestFiles = 64;
    private const int Most = 1 << 20;

    private static readonly string[] Keys =
        ["format", "list", "toolchain", "backend-library", "backends", "baseline", "candidates", "limits", "isolation", "confirm", "reuse", "jobs", "cache", "account", "platforms", "issues"];

    private static readonly string[] ReuseKeys = ["units", "legs", "rerun"];

    private static readonly string[] LimitKeys = ["timeout", "silence", "idle", "memory", "memory-alone", "disk", "log", "processes", "open-files"];

    /// <param name="path">Of matrix.yaml, which need not exist.</param>
    public static MatrixConfig Load(string path) =>
        Path.Exists(path) ? Read(YamlFile.Read(path, Hint)) : Defaults(FolderOf(Path.GetFullPath(path)));

    /// <param name="path">Of a file that somebody named, which must therefore exist.</param>
    public static MatrixConfig LoadNamed(string path) => Read(YamlFile.Read(path, HintOnFile));

    public static MatrixConfig Read(YamlFile file)
    {
        var problems = new Problems(file.Shown, Hint);
        var root = new YamlValue(YamlComposer.Compose(file, problems), NodePath.Root, problems).Mapping(Keys);
        var config = Defaults(FolderOf(file.FullPath));
        if (root is not null)
        {
            root.RequireFormat();
            config = Read(root, config, FolderOf(file.FullPath)) with { Backends = root.Backends(FolderOf(file.FullPath), file.Shown) };
        }

        problems.ThrowIfAny();
        return config;
    }

    private static MatrixConfig Read(YamlMapping root, MatrixConfig defaults, string folder) =>
        Read(root, root.Find("limits")?.Mapping(LimitKeys), defaults, folder);

    private static MatrixConfig Read(YamlMapping root, YamlMapping? limits, MatrixConfig defaults, string folder) => defaults with
    {
        List = root.Find("list")?.PathFrom(folder) ?? defaults.List,
        Toolchain = root.Find("toolchain")?.Toolchain(folder),
        BackendLibrary = root.Find("backend-library")?.PathFrom(folder),
        Limits = Limits(limits, defaults.Limits),
        MemoryAloneBytes = limits?.Find("memory-alone")?.Bytes(),
        Isolation = root.Find("isolation")?.OneOf<IsolationMode>() ?? defaults.Isolation,
        Confirmation = root.Find("confirm")?.Confirmation() ?? defaults.Confirmation,
        Reuse = Reuse(root.Find("reuse")?.Mapping(ReuseKeys), defaults.Reuse),
        Jobs = (int?)root.Find("jobs")?.WholeNumber(1, MostJobs),
        Cache = root.Find("cache")?.PathFrom(folder) ?? defaults.Cache,
        Account = root.Find("account")?.Account() ?? defaults.Account,
        Platforms = root.Find("platforms")?.Budgets() ?? defaults.Platforms,
    };

    private static ProcessLimits Limits(YamlMapping? limits, ProcessLimits defaults) => defaults with
    {
        Time = limits?.Find("timeout")?.Duration() ?? defaults.Time,
        Silence = limits?.Find("silence")?.Duration() ?? defaults.Silence,
        MemoryBytes = limits?.Find("memory")?.Bytes() ?? defaults.MemoryBytes,
        Idle = limits?.Find("idle")?.Duration() ?? defaults.Idle,
        DiskBytes = limits?.Find("disk")?.Bytes() ?? defaults.DiskBytes,
        Processes = (int?)limits?.Find("processes")?.WholeNumber(FewestProcesses, Most) ?? defaults.Processes,
        OpenFiles = (int?)limits?.Find("open-files")?.WholeNumber(FewestFiles, Most) ?? defaults.OpenFiles,
        LogBytes = limits?.Find("log")?.Bytes() ?? defaults.LogBytes,
    };

    private static ReuseConfig Reuse(YamlMapping? reuse, ReuseConfig defaults) => defaults with
    {
        UnitBytes = reuse?.Find("units")?.BytesOrNone() ?? defaults.UnitBytes,
        LegBytes = reuse?.Find("legs")?.BytesOrNone() ?? defaults.LegBytes,
        RerunWeeks = (int?)reuse?.Find("rerun")?.WholeNumber(1, 52) ?? defaults.RerunWeeks,
    };

    private static long? BytesOrNone(this YamlValue value) => value.Text() == "none" ? 0 : value.Bytes();

    private static MatrixConfig Defaults(string folder) => new()
    {
        List = Path.Combine(folder, "crates-list", "smoke.yaml"),
        Cache = Path.Combine(folder, ".matrix", "cache"),
    };

    /// <summary>What names no folder is a name that rustup knows.</summary>
    private static string? Toolchain(this YamlValue value, string folder) =>
        value.Text() is not { } text ? null
        : text.Contains('/', StringComparison.Ordinal) || text is "." or ".." ? Path.GetFullPath(text, folder)
        : text;

    private static Confirmation? Confirmation(this YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;

        var match = ConfirmationShape.Match(text);
        if (!match.Success || match.Groups["failures"].Value[0] > match.Groups["runs"].Value[0])
        {
            value.Refuse($"must be like '2 of 3', from 2 of 2 to 9 of 9, not {Quoted.Of(text)}");
            return null;
        }

        return new Confirmation(match.Groups["failures"].Value[0] - '0', match.Groups["runs"].Value[0] - '0');
    }

    [GeneratedRegex("^(?<failures>[2-9]) of (?<runs>[2-9])$")]
    private static partial Regex ConfirmationShape { get; }

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? path;
}
