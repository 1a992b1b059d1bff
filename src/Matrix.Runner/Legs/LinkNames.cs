using System.Text;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Runner.Classification;

namespace Matrix.Runner.Legs;

/// <summary>
/// Names that bindings mark with <c>\u{1}</c>, LLVM's sign for "as it is": Cranelift takes the mark as a part of the name, so that the
/// linker misses a symbol that is there (https://github.com/rust-lang/rustc_codegen_cranelift/issues/1520). The linker's message may
/// not show the mark; the object file that the message is about does.
/// </summary>
internal sealed partial class LinkNames(LegDirectories directories)
{
    private const int MostObjects = 1000;
    private const int MostSymbols = 20;

    // A linker may miss hundreds of symbols; the first ones tell as much as all.
    private readonly Dictionary<string, bool> marked = [];

    public Observation Refine(Observation seen) =>
        seen.Rule == KnownCauses.UndefinedSymbol && Symbol.Match(seen.Evidence.Text) is { Success: true } match && IsMarked(match.Groups["symbol"].Value)
            ? seen with { Rule = KnownCauses.U1LinkName, Class = FailureClass.Linkage, Subclass = "u1-link-name" }
            : seen;

    private bool IsMarked(string symbol)
    {
        if (marked.TryGetValue(symbol, out var known))
            return known;

        byte[] name = [1, .. Encoding.UTF8.GetBytes(symbol), 0];
        return marked.Count < MostSymbols && (marked[symbol] = Objects().Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(name) >= 0));
    }

    private IEnumerable<string> Objects()
    {
        var folder = Path.Combine(directories.Target, "debug", "deps");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.o").Where(ForeignFile.CanBeRead).Take(MostObjects) : [];
    }

    [GeneratedRegex(@"undefined reference to [`'](?<symbol>[\w.$]+)'")]
    private static partial Regex Symbol { get; }
}
