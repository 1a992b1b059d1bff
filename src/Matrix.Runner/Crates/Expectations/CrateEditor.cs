using Matrix.Yaml;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Crates.Expectations;

/// <summary>Blessings of a crate's entries become edits of the list's text.</summary>
internal sealed class CrateEditor(string text, ListNodes nodes)
{
    private readonly TextLines lines = new(text);

    /// <summary>Why a person has to do it; null where <see cref="Edits"/> can.</summary>
    public string? Obstacle(Mismatch mismatch)
    {
        var crate = nodes.Crates[mismatch.Crate.Name.Value];
        var own = crate.Find("expect")?.Value;
        if (own is null && nodes.HasDefaultExpectations)
            return "what is expected for it stands under 'defaults', for other crates too";

        return crate.IsAnchored || own is not null && SharesText(own) ? "its entry has an anchor or an alias, so other places mean the same text" : null;
    }

    public IEnumerable<TextEdit> Edits(Mismatch mismatch)
    {
        var crate = nodes.Crates[mismatch.Crate.Name.Value];
        var entries = crate.Find("expect")?.Value as YamlNode.Sequence;
        foreach (var (position, entry) in mismatch.Blessings.OfType<Blessing.Replace>())
        {
            foreach (var edit in new EntryEditor(lines).Replace((YamlNode.Mapping)entries!.Items[position], mismatch.Crate.Expectations[position], entry))
                yield return edit;
        }

        var gone = mismatch.Blessings.OfType<Blessing.Remove>().Select(change => change.Position).ToHashSet();
        foreach (var edit in gone.Count > 0 ? Removals(crate, entries!, gone) : [])
            yield return edit;

        foreach (var added in mismatch.Blessings.OfType<Blessing.Add>())
            yield return entries is null ? AddKey(crate, added.Entry) : Append(entries, added.Entry);
    }

    private static bool SharesText(YamlNode node) => node.IsAnchored || node switch
    {
        YamlNode.Sequence sequence => sequence.Items.Exists(SharesText),
        YamlNode.Mapping mapping => mapping.Pairs.Exists(pair => SharesText(pair.Value)),
        _ => false,
    };

    private IEnumerable<TextEdit> Removals(YamlNode.Mapping crate, YamlNode.Sequence entries, HashSet<int> gone)
    {
        if (gone.Count < entries.Items.Count)
        {
            var items = entries.Items.ConvertAll(item => lines.Trimmed(entries.IsFlow ? item.Span : lines.WithDash(item.Span)));
            var removal = new YamlRemoval(lines, items, gone.Contains);
            return entries.IsFlow ? removal.FromFlow() : removal.FromBlock();
        }

        // Without the key the crate would take over what `defaults` expects.
        if (nodes.HasDefaultExpectations)
            return [new TextEdit(lines.Trimmed(entries.Span), "[]")];

        var pairs = new YamlRemoval(lines, crate.Pairs.ConvertAll(pair => lines.Trimmed(pair.Span)), position => crate.Pairs[position].Key == "expect");
        return crate.IsFlow ? pairs.FromFlow() : pairs.FromBlock();
    }

    private TextEdit AddKey(YamlNode.Mapping crate, ExpectEntry entry)
    {
        var last = lines.Trimmed(crate.Pairs[^1].Span).End;
        if (crate.IsFlow)
            return TextEdit.Insert(last, $", expect: [{WrittenEntry.InBraces(entry)}]");

        var column = lines.Column(crate.Pairs[0].KeyStart);
        return TextEdit.Insert(lines.End(last), $"{lines.Break}{new string(' ', column)}expect:{Item(column + 2, entry)}");
    }

    private TextEdit Append(YamlNode.Sequence entries, ExpectEntry entry)
    {
        if (entries.Items.Count == 0)
            return TextEdit.Insert(entries.Span.End - 1, WrittenEntry.InBraces(entry));

        var last = lines.Trimmed(entries.Items[^1].Span);
        return entries.IsFlow
            ? TextEdit.Insert(last.End, $", {WrittenEntry.InBraces(entry)}")
            : TextEdit.Insert(lines.End(last.End), Item(lines.Column(lines.WithDash(last).Start), entry));
    }

    /// <summary>On two lines: what is expected, and all else.</summary>
    private string Item(int column, ExpectEntry entry)
    {
        var start = lines.Break + new string(' ', column);
        return $"{start}- {WrittenEntry.InBraces(entry, start + "    ")}";
    }
}

/// <summary>Changes one <c>expect</c> entry key by key, so that what stays true stays as somebody wrote it.</summary>
internal sealed class EntryEditor(TextLines lines)
{
    public IEnumerable<TextEdit> Replace(YamlNode.Mapping node, ExpectEntry old, ExpectEntry replacement)
    {
        var parts = node.Pairs.ConvertAll(pair => lines.Trimmed(pair.Span));
        var gone = new HashSet<int>();
        var inserted = new Dictionary<int, string>();
        var above = 0;
        foreach (var ((key, before), (_, after)) in WrittenEntry.Keys(old).Zip(WrittenEntry.Keys(replacement)))
        {
            var position = node.Pairs.FindIndex(pair => pair.Key == key);
            if (position >= 0 && after is null)
                gone.Add(position);
            else if (position >= 0)
                above = position;

            if (before == after)
                continue;

            if (position < 0)
                inserted[above] = inserted.GetValueOrDefault(above, "") + Separated(node, $"{key}: {after}");
            else if (after is not null)
                yield return new TextEdit(lines.Trimmed(node.Pairs[position].Value.Span), after);
        }

        foreach (var (position, text) in inserted)
            yield return TextEdit.Insert(node.IsFlow ? parts[position].End : lines.End(parts[position].End), text);

        var removal = new YamlRemoval(lines, parts, gone.Contains);
        foreach (var edit in node.IsFlow ? removal.FromFlow() : removal.FromBlock())
            yield return edit;
    }

    private string Separated(YamlNode.Mapping node, string pair) =>
        node.IsFlow ? $", {pair}" : $"{lines.Break}{Indentation(node.Pairs[0].KeyStart)}{pair}";

    private string Indentation(int at) => new(' ', lines.Column(at));
}
