using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>A crate on a platform in the sweep that is written as results.</summary>
/// <param name="Start">When its turn came.</param>
/// <param name="Directory">The results directory.</param>
internal sealed record Scene(GenerateOptions Options, Platform Platform, ToolchainRecord Toolchain, SyntheticCrate Crate, CrateState State, DateTimeOffset Start, string Directory)
{
    public string Programs => $"{Platform.Home}/.rustup/toolchains/{Toolchain.Name}/bin";

    public Draw Draw(string what) => Synthetic.Draw.For(Options.Seed, what, Crate.Commit, Platform.Name);

    /// <summary>Where a leg works.</summary>
    public string Work(LegName leg) => $"{Platform.Home}/matrix/results/run/{ResultsPaths.Work}/{Crate.Folder}/{leg}";

    public string Log(LegName leg, Phase phase, int attempt = 1) => ResultsPaths.Log(Crate.Folder, leg, phase, attempt);

    public void Save(LogText log, string path) => log.Save(Path.Combine(Directory, path));
}
