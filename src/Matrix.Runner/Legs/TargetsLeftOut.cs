using System.Collections.Immutable;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.RustcCache;

namespace Matrix.Runner.Legs;

/// <summary>
/// Lets cargo go on without a target of the package that does not compile and that no other is linked with: a test, an example, a benchmark,
/// a program, the library's own tests. Something that cannot run takes its place. From any thread.
/// </summary>
internal sealed class TargetsLeftOut(LegFindings findings)
{
    /// <returns>Null where the call is none of such a target.</returns>
    public ShimAnswer? Answer(ShimCall call)
    {
        var unit = RustcInvocation.Of(call);
        if (call.Ended is null)
            findings.Add(unit);
        if (!unit.IsLeaf || unit.OutDirectory is not { } folder)
            return null;
        if (call.Ended is null)
            return new ShimAnswer.TryIt();

        findings.Built.AddFailed(unit, call.Ended);
        return new ShimAnswer.Take(folder, ImmutableSortedDictionary<string, string>.Empty, PlaceholderOf(unit, folder), "");
    }

    private static ImmutableSortedDictionary<string, string> PlaceholderOf(RustcInvocation unit, string folder) =>
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create(unit.FileName, "this target did not compile\n"),
            KeyValuePair.Create($"{unit.FileName}.d", $"{Path.Combine(folder, unit.FileName)}: {unit.Source}\n\n{unit.Source}:\n"),
        ]);
}
