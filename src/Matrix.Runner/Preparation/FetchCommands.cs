using System.Collections.Immutable;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Preparation;

/// <summary>cargo's command lines before there are legs. Pure. The crate's own configuration has no say in them: see <see cref="CargoCommands.Apart"/>.</summary>
internal sealed record FetchCommands(CargoCommands Cargo)
{
    /// <summary>Downloads what the lock file names.</summary>
    public CommandSpec Fetch(PreparationRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Apart(request, environment, ["fetch", "--locked"]);

    /// <summary>As <see cref="Fetch"/>, but makes a lock file where there is none, and mends one that does not fit.</summary>
    public CommandSpec Resolve(PreparationRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Apart(request, environment, ["fetch"]);

    /// <summary>Says where the workspace is; needs no network.</summary>
    public CommandSpec LocateWorkspace(PreparationRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Apart(request, environment, ["locate-project", "--workspace", "--offline"]);

    private CommandSpec Apart(PreparationRequest request, ImmutableSortedDictionary<string, string> environment, ImmutableArray<string> arguments) =>
        Cargo.Apart(request.ManifestPath, request.Directories, environment, arguments) with { Limits = request.Limits };
}
