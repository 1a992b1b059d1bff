using Matrix.Results;

namespace Matrix.Runner.Measuring;

/// <summary>A crate cannot be measured.</summary>
/// <param name="reason">For people, and the same for all crates with this trouble.</param>
internal sealed class NotMeasuredException(string reason) : Exception(reason)
{
    public static NotMeasuredException DoesNotBuild(Backend backend, ProcessExit exit) =>
        new($"the clean build with {BackendName.Of(backend)} fails: {exit}");

    public static NotMeasuredException NothingBuilt(Backend meant) =>
        new($"the clean build with {BackendName.Of(meant)} left nothing that shows which backend made it");

    public static NotMeasuredException OtherBackend(Backend meant) =>
        new($"not everything is built by {BackendName.Of(meant)} where it should be");
}
