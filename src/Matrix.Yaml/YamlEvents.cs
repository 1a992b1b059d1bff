using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Matrix.Yaml;

/// <summary>YamlDotNet's events of one document; what is not YAML ends the reading with a problem.</summary>
internal sealed class YamlEvents
{
    private readonly Scanner scanner;
    private readonly Parser parser;
    private readonly Problems problems;

    public YamlEvents(TextReader text, Problems problems)
    {
        scanner = new Scanner(text);
        parser = new Parser(scanner);
        this.problems = problems;
    }

    public ParsingEvent Current => parser.Current ?? throw new InvalidOperationException("read before the first event");

    public int Line => (int)Current.Start.Line;

    /// <summary>Of the current event.</summary>
    public YamlSpan Span => new((int)Current.Start.Index, (int)Current.End.Index);

    /// <summary>To the first value; false where the file holds none.</summary>
    public bool MoveToDocument()
    {
        while (Advance())
        {
            if (Current is NodeEvent or AnchorAlias)
                return true;
        }

        return false;
    }

    /// <summary>Past the last event, which must end the only document.</summary>
    public void MoveToEnd()
    {
        while (Advance())
        {
            if (Current is DocumentStart)
                throw problems.Fatal(Line, "a second document begins here; a file holds one");
        }
    }

    public void Next() => Advance();

    private bool Advance()
    {
        try
        {
            return parser.MoveNext();
        }
        catch (YamlException error)
        {
            throw problems.Fatal((int)error.Start.Line, $"not YAML: {Fragment(error.Message)}");
        }
        catch (Exception error) when (IsOfMalformedInput(error))
        {
            throw problems.Fatal((int)scanner.CurrentPosition.Line, "not YAML: this line or the one before it cannot be understood");
        }
    }

    // Found by feeding the parser broken files: these escape from YamlDotNet where its own exception is meant.
    private static bool IsOfMalformedInput(Exception error) => error is InvalidOperationException or ArgumentException;

    private static string Fragment(string message) => Quoted.Bare(char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.'));
}
