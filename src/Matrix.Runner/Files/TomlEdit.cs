using System.Text;
using Tomlyn.Syntax;

namespace Matrix.Runner.Files;

/// <summary>Parts of a text that are taken out or replaced, so that all else stays as it is, comments and order too.</summary>
internal sealed class TomlEdit(string text)
{
    private readonly List<(TextSpan Place, string Text)> changes = [];

    public void Remove(TextSpan place) => Replace(place, "");

    public void Replace(TextSpan place, string by) => changes.Add((place, by));

    /// <summary>Takes items out of an array or an inline table, with the commas that are left over.</summary>
    /// <param name="items">Each with its comma, which the last one may lack.</param>
    public void RemoveItems(IReadOnlyList<(SourceSpan Item, SyntaxToken? Comma)> items, Func<int, bool> isRemoved)
    {
        for (var position = 0; position < items.Count; position++)
        {
            if (isRemoved(position))
                Remove(PlaceOf(items, position, isRemoved));
        }
    }

    // With the comma behind it; the last one, which has none, takes along the comma of the one that becomes the last.
    private TextSpan PlaceOf(IReadOnlyList<(SourceSpan Item, SyntaxToken? Comma)> items, int position, Func<int, bool> isRemoved)
    {
        var item = TextSpan.Of(items[position].Item);
        if (items[position].Comma is { } comma)
            return new TextSpan(item.Start, PastSpaces(comma.Span.End.Offset + 1));

        var kept = position - 1;
        while (kept >= 0 && isRemoved(kept))
            kept--;
        return kept >= 0 ? new TextSpan(items[kept].Comma!.Span.Start.Offset, item.End) : item;
    }

    private int PastSpaces(int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
            position++;
        return position;
    }

    public override string ToString()
    {
        var result = new StringBuilder();
        var position = 0;
        foreach (var (place, by) in changes.OrderBy(change => change.Place.Start).ThenByDescending(change => change.Place.End))
        {
            // Within what is gone already.
            if (place.End <= position)
                continue;

            result.Append(text, position, Math.Max(0, place.Start - position)).Append(by);
            position = place.End;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }
}
