using Matrix.Results;

namespace Matrix.Runner.Legs.Logs;

/// <summary>A line of a phase that builds which begins with <c>error</c>, or says how the phase failed.</summary>
/// <param name="Package">Whose compilation printed it, <c>name version</c>, where that is known.</param>
internal sealed record BuildError(Phase Phase, Evidence Evidence, string? Package = null);
