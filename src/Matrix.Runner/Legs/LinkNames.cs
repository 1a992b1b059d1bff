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
internal static partial class LinkNames
{
    private const int MostObjects = 1000;

    public static Observation Refine(Observation seen, LegDirectories directories)
    {
        if (seen.Rule != KnownCauses.UndefinedSymbol || Symbol.Match(seen.Evidence.Text) is not { Success: true } match)
            return seen;

        byte[] marked = [1, .. Encoding.UTF8.GetBytes(match.Groups["symbol"].Value), 0];
        return Objects(directories).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(marked) >= 0)
            ? seen with { Rule = KnownCauses.U1LinkName, Class = FailureClass.Linkage, Subclass = "u1-link-name" }
            : seen;
    }

    private static IEnumerable<string> Objects(LegDirectories directories)
    {
        var folder = Path.Combine(directories.Target, "debug", "deps");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.o").Take(MostObjects) : [];
    }

    [GeneratedRegex(@"undefined reference to [`'](?<symbol>[\w.$]+)'")]
    private static partial Regex Symbol { get; }
}
