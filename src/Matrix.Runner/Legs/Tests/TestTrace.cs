using System.Text;
using Matrix.Results;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Legs.Tests;

/// <summary>What a test printed, as far as it tells why it failed.</summary>
internal sealed class TestTrace
{
    private const int MostPanics = 100;
    private const int MostSpans = 100;

    // Not the record of the contract: this is written at every line.
    private readonly List<(string Log, int First, int Last)> output = [];

    private bool awaitsMessage;
    private bool hasRun;

    /// <summary>It printed anything at all.</summary>
    public bool Printed { get; private set; }

    /// <summary>It is an example that rustdoc could not compile: what it printed is the compiler's.</summary>
    public bool DidNotCompile { get; private set; }

    /// <summary>Where its output stands.</summary>
    public IReadOnlyList<LogSpan> Output => [.. output.Select(span => new LogSpan(span.Log, span.First, span.Last))];

    /// <summary>Where panics began, in order, with the line that says so.</summary>
    public List<Panic> Panics { get; } = [];

    /// <summary>The line that says how it ended: libtest's, or the tool's own where it ran alone.</summary>
    public Evidence? End { get; set; }

    public void OnLine(LogPlace at, ReadOnlySpan<byte> line)
    {
        Printed |= !line.IsEmpty;

        // rustdoc's own words; behind the first of them stands what the example printed itself.
        hasRun |= line.StartsWith("Test executable failed"u8);
        DidNotCompile |= !hasRun && line.SequenceEqual("Couldn't compile the test."u8);
        if (awaitsMessage && !line.IsEmpty)
            TakeMessage(at, line);
        if (output.Count > 0 && output[^1] is var last && last.Log == at.Log && last.Last == at.Line - 1)
            output[^1] = last with { Last = at.Line };
        else if (output.Count < MostSpans)
            output.Add((at.Log, at.Line, at.Line));
    }

    public void Add(PanicSite site, Evidence evidence)
    {
        if (Panics.Count >= MostPanics)
            return;

        Panics.Add(new Panic(site, evidence));
        awaitsMessage = true;
    }

    // Up to Rust 1.72 it stood before the place, in the same line; then the next line is std's note on backtraces.
    private void TakeMessage(LogPlace at, ReadOnlySpan<byte> line)
    {
        awaitsMessage = false;
        if (!line.StartsWith("note: "u8))
            Panics[^1] = Panics[^1] with { Message = new Evidence(at.Log, at.Line, LineText.Printable(Encoding.UTF8.GetString(line))) };
    }
}
