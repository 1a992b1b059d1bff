using Matrix.Results;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Legs.Logs;

/// <param name="Evidence">The line that says where it began.</param>
internal sealed record Panic(PanicSite Site, Evidence Evidence)
{
    /// <summary>The first line of what it says; null where it says nothing.</summary>
    public Evidence? Message { get; init; }
}
