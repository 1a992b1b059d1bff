using System.Text;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Runner.Isolation;

namespace Matrix.Runner.Legs.Cargo;

/// <summary>
/// Names that bindings mark with <c>\u{1}</c>, LLVM's sign for "as it is": Cranelift takes the mark as a part of the name, so that the
/// linker misses a symbol that is there (https://github.com/rust-lang/rustc_codegen_cranelift/issues/1520). The linker's message may
/// not show the mark; the object file that the message is about does.
/// </summary>
internal sealed partial class LinkNames(LegDirectories directories)
{
    /// <summary>The rule whose line names a symbol that the linker did not find.</summary>
    public const string Rule = "undefined-symbol";

    private const int MostObjects = 2000;
    private const int MostSymbols = 20;   // a linker may miss hundreds; the first ones tell as much as all

    /// <summary>The linker's words as they would be with the mark, for those of its lines that are about a marked name.</summary>
    public IEnumerable<string> Marked(IEnumerable<Evidence> undefined) =>
        undefined.Select(line => Symbol.Match(line.Text)).Where(match => match.Success).Select(match => match.Groups["symbol"].Value).Distinct()
            .Take(MostSymbols)
            .Where(IsMarked)
            .Select(symbol => $"==> undefined reference to `\u0001{symbol}': so an object file of this build calls it");

    private bool IsMarked(string symbol)
    {
        byte[] name = [1, .. Encoding.UTF8.GetBytes(symbol), 0];
        return BuiltFiles.In(directories.Target, "*.o").Take(MostObjects).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(name) >= 0);
    }

    [GeneratedRegex(@"undefined reference to [`'](?<symbol>[\w.$]+)'")]
    private static partial Regex Symbol { get; }
}
