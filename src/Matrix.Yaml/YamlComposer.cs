using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Matrix.Yaml;

/// <summary>Takes the items of one list of the root mapping as they are read, so that a long list is never held whole.</summary>
/// <param name="OnItem">Given what stands above the list, the item's position and the item.</param>
internal sealed record StreamedList(string Key, Action<YamlNode.Mapping, int, YamlNode> OnItem);

/// <summary>Events become nodes, within limits that no file written in earnest reaches.</summary>
internal sealed class YamlComposer
{
    private const int DeepestNesting = 24;
    private const int MostKeys = 500;
    private const long MostNodesInItem = 20_000;
    private const long MostNodesInFile = 10_000_000;

    private readonly YamlEvents events;
    private readonly Problems problems;
    private readonly StreamedList? streamed;
    private readonly Dictionary<AnchorName, (YamlNode Node, long Size)> anchors = [];
    private readonly string[] recentTexts = new string[1024];
    private long nodesInItem;
    private long nodesInFile;

    private YamlComposer(TextReader text, Problems problems, StreamedList? streamed)
    {
        events = new YamlEvents(text, problems);
        this.problems = problems;
        this.streamed = streamed;
    }

    /// <summary>The only document of the file. A streamed list is empty in it.</summary>
    public static YamlNode Compose(YamlFile file, Problems problems, StreamedList? streamed = null)
    {
        using var text = file.OpenText(problems);
        return new YamlComposer(text, problems, streamed).Document();
    }

    private YamlNode Document()
    {
        if (!events.MoveToDocument())
            throw problems.Fatal(1, "the file is empty");

        var root = Node(0);
        events.MoveToEnd();
        return root;
    }

    private YamlNode Node(int depth)
    {
        if (depth > DeepestNesting)
            throw problems.Fatal(events.Line, $"is nested more than {DeepestNesting} deep");

        if (events.Current is AnchorAlias alias)
            return Resolve(alias);

        var before = nodesInFile;
        Spend(1);
        var (anchor, tag) = events.Current is NodeEvent start ? (start.Anchor, start.Tag) : default;
        if (!tag.IsEmpty)
            problems.Add(events.Line, "tags are not read here; quote the value to make it text");

        YamlNode node = events.Current switch
        {
            SequenceStart => Sequence(depth),
            MappingStart => Mapping(depth),
            _ => TakeScalar(),
        };
        if (anchor.IsEmpty)
            return node;

        node = node with { IsAnchored = true };
        anchors[anchor] = (node, nodesInFile - before);
        return node;
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value, out var target))
            throw problems.Fatal(events.Line, $"nothing above is anchored as {Quoted.Of('&' + alias.Value.Value)}");

        Spend(target.Size);
        var node = target.Node with { Span = events.Span };
        events.Next();
        return node;
    }

    private YamlNode.Scalar TakeScalar()
    {
        // YamlDotNet lets some malformed mappings end where their value should stand.
        var scalar = events.Current as Scalar ?? throw problems.Fatal(events.Line, "not YAML: a value is missing before this line");
        var node = new YamlNode.Scalar(events.Line, Shared(scalar.Value), scalar.Style == ScalarStyle.Plain) { Span = events.Span };
        events.Next();
        return node;
    }

    /// <summary>Keys, tags and the like repeat thousands of times; one string does for all.</summary>
    private string Shared(string text)
    {
        ref var recent = ref recentTexts[(uint)string.GetHashCode(text.AsSpan()) % recentTexts.Length];
        return recent == text ? recent : recent = text;
    }

    private YamlNode.Sequence Sequence(int depth)
    {
        var start = events.Span.Start;
        var sequence = new YamlNode.Sequence(events.Line, [], ((SequenceStart)events.Current).Style == SequenceStyle.Flow);
        for (events.Next(); events.Current is not SequenceEnd;)
            sequence.Items.Add(Node(depth + 1));

        var end = End(sequence.IsFlow, sequence.Items.LastOrDefault());
        events.Next();
        return sequence with { Span = new YamlSpan(start, end) };
    }

    private YamlNode.Mapping Mapping(int depth)
    {
        var start = events.Span.Start;
        var mapping = new YamlNode.Mapping(events.Line, new List<YamlPair>(16), ((MappingStart)events.Current).Style == MappingStyle.Flow);
        for (events.Next(); events.Current is not MappingEnd;)
            AddPair(mapping, depth);

        var end = End(mapping.IsFlow, mapping.Pairs.LastOrDefault().Value);
        events.Next();
        return mapping with { Span = new YamlSpan(start, end) };
    }

    // YamlDotNet ends what stands in brackets before the closing one, and what stands in none where the next thing begins.
    private int End(bool isFlow, YamlNode? last) => isFlow || last is null ? events.Span.Start + 1 : last.Span.End;

    private void AddPair(YamlNode.Mapping mapping, int depth)
    {
        var key = Node(depth + 1) as YamlNode.Scalar ?? throw problems.Fatal(events.Line, "a key must be text, not a list or a mapping");
        if (mapping.Find(key.Text) is { } first)
        {
            problems.Add(key.Line, $"the key {Quoted.Of(key.Text)} stands twice, first on line {first.KeyLine}");
            Node(depth + 1);
        }
        else if (mapping.Pairs.Count == MostKeys)
        {
            throw problems.Fatal(key.Line, $"has more than {MostKeys} keys");
        }
        else
        {
            mapping.Pairs.Add(new YamlPair(key.Text, key.Line, key.Span.Start, Value(key.Text, mapping, depth)));
        }
    }

    private YamlNode Value(string key, YamlNode.Mapping above, int depth) =>
        depth == 0 && key == streamed?.Key && events.Current is SequenceStart ? Stream(streamed, above) : Node(depth + 1);

    private YamlNode.Sequence Stream(StreamedList list, YamlNode.Mapping above)
    {
        var nodesAbove = nodesInItem;
        var sequence = new YamlNode.Sequence(events.Line, [], ((SequenceStart)events.Current).Style == SequenceStyle.Flow);
        events.Next();
        for (var position = 0; events.Current is not SequenceEnd; position++)
        {
            nodesInItem = 0;
            list.OnItem(above, position, Node(2));
        }

        events.Next();
        nodesInItem = nodesAbove;
        return sequence;
    }

    /// <summary>Counts an alias as what it stands for: a small file can otherwise mean a huge one.</summary>
    private void Spend(long nodes)
    {
        nodesInItem += nodes;
        nodesInFile += nodes;
        if (nodesInItem > MostNodesInItem || nodesInFile > MostNodesInFile)
            throw problems.Fatal(events.Line, $"holds more values than can be meant ({MostNodesInItem} in one place, {MostNodesInFile} in all)");
    }
}
