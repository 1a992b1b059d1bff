namespace Matrix.Runner.Toolchains;

internal interface INightlies
{
    Task<NewestNightly> NewestAsync(CancellationToken cancellation);
}

/// <summary>The newest nightly that has the backend for a platform.</summary>
/// <param name="Host">The platform, as rustc calls it.</param>
/// <param name="Name"><c>nightly-2026-11-21</c>; null: none of those looked at, or nobody could be asked.</param>
/// <param name="Without">How many days since then have none, or none with the backend.</param>
/// <param name="Obstacle">Why nobody could be asked.</param>
internal sealed record NewestNightly(string Host, string? Name, int Without, string? Obstacle)
{
    /// <summary>A line.</summary>
    public string Words => (Name, Obstacle) switch
    {
        (_, { } obstacle) => $"which of the last {Nightlies.Days} nightlies have {IToolchainInstaller.Component} could not be asked ({obstacle})",
        (null, _) => $"none of the last {Nightlies.Days} nightlies has {IToolchainInstaller.Component} for {Host}",
        ({ } name, _) when Without <= 1 => $"{name} has {IToolchainInstaller.Component} for {Host}",
        ({ } name, _) => $"the newest with {IToolchainInstaller.Component} for {Host} is {name}, of {Without} days ago",
    };
}
