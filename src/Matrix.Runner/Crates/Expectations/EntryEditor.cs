using Matrix.Yaml;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Crates.Expectations;

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
