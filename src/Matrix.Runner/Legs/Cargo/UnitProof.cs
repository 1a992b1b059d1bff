namespace Matrix.Runner.Legs.Cargo;

/// <summary>
/// What was compiled, from two sources: the calls of rustc that were made, and what cargo names. Pure.
/// </summary>
/// <param name="Units">Calls that made something of the build: each has to have the leg's backend.</param>
/// <param name="Unseen">What cargo names and no call has made, <c>package target</c>.</param>
internal sealed record UnitProof(IReadOnlyList<RustcInvocation> Units, IReadOnlyList<string> Unseen)
{
    public static UnitProof Of(IReadOnlyList<Artifact> artifacts, IReadOnlyList<RustcInvocation> calls)
    {
        List<RustcInvocation> units = [.. calls.Where(call => call is { GeneratesCode: true } && (call.IsOfCargo || call.IsRustdoc))];
        var left = calls.Where(call => call.IsOfCargo).ToList();
        var unseen = new List<string>();
        foreach (var artifact in artifacts.Where(artifact => !artifact.IsFresh))
        {
            var at = left.FindIndex(call => call.Makes(artifact));
            if (at < 0)
                unseen.Add($"{artifact.Package} {artifact.TargetName}");
            else
                left.RemoveAt(at);
        }

        return new UnitProof(units, unseen);
    }
}
