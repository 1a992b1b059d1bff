using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Runner.Legs.Logs;

/// <summary>Collects the unsupported intrinsics that were compiled and linked in one leg.</summary>
internal sealed partial class IntrinsicLedger
{
    private readonly HashSet<(string Intrinsic, string Package)> warned = [];
    private readonly HashSet<(string Intrinsic, string TestTarget)> linked = [];

    /// <summary>The backend warns while it compiles; the text has no code and no place.</summary>
    public void OnDiagnostic(string rendered, string package)
    {
        if (rendered.Contains("; replacing with trap", StringComparison.Ordinal) && Warning.Match(rendered) is { Success: true } match)
            warned.Add((match.Groups["intrinsic"].Value, package));
    }

    public void OnLinked(string intrinsic, string testTarget) => linked.Add((intrinsic, testTarget));

    /// <param name="target">The target triple.</param>
    public IReadOnlyList<LedgerEntry> Entries(string crate, BackendName backend, string target)
    {
        LedgerEntry Entry(string intrinsic, LedgerState state) =>
            new() { Intrinsic = intrinsic, State = state, Crate = crate, Backend = backend, Target = target };

        return
        [
            .. warned.Select(seen => Entry(seen.Intrinsic, LedgerState.Warned) with { Package = seen.Package }),
            .. linked.Select(seen => Entry(seen.Intrinsic, LedgerState.Linked) with { TestTarget = seen.TestTarget }),
        ];
    }

    [GeneratedRegex(@"unsupported (?:\w+ )?llvm intrinsic (?<intrinsic>[A-Za-z0-9_.]+); replacing with trap")]
    private static partial Regex Warning { get; }
}
