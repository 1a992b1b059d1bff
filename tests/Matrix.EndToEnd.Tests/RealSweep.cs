using System.Collections.Immutable;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>A sweep with the real toolchain: where its results go, and with what it is started each time.</summary>
/// <param name="Folder">Its results directory.</param>
internal sealed record RealSweep(string Folder)
{
    /// <summary>For <c>CancelAfter</c>: a small sweep takes seconds, and minutes where the machine is busy.</summary>
    public const int Patience = 600_000;

    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>Nothing is carried over from what other tests left in the cache.</summary>
    public bool IsFresh { get; init; } = true;

    /// <summary>Variables of the tool itself.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    public ResultsReader Results => ResultsReader.Open(Folder);

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>The same sweep into a results directory beside this one.</summary>
    public RealSweep Into(string name) => this with { Folder = Path.Combine(Path.GetDirectoryName(Folder)!, name) };

    public ProgramRun Start(params string[] options) => ProgramRun.Start(
        "Matrix.Runner", ["sweep", "--no-install", .. IsFresh ? ["--fresh"] : Array.Empty<string>(), "--out", Folder, .. Options, .. options], Environment);

    public async Task<ProgramEnd> RunAsync(CancellationToken cancellation, params string[] options)
    {
        using var run = Start(options);
        return await run.EndAsync(cancellation);
    }
}
