using System.Collections.Immutable;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Matrix.Runner.Files;

/// <summary>A file in TOML as its keys, whichever form they are written in: <c>[a.b]</c>, <c>a.b = …</c>, <c>a = { b = … }</c>.</summary>
internal sealed class TomlDocument
{
    private readonly DocumentSyntax syntax;

    private TomlDocument(string text, DocumentSyntax syntax) => (Text, this.syntax) = (text, syntax);

    public string Text { get; }

    /// <summary>Headers, and keys that have a line of their own; those of inline tables are <see cref="TomlKey.Inner"/>.</summary>
    public IEnumerable<TomlKey> Lines =>
        syntax.KeyValues.Select(pair => Line([], pair)).Concat(syntax.Tables.SelectMany(LinesOf));

    /// <summary>All keys, from the outermost in.</summary>
    public IEnumerable<TomlKey> All => Lines.SelectMany(WithInner);

    /// <returns>Null: it is no TOML.</returns>
    public static TomlDocument? Parse(string text)
    {
        try
        {
            var syntax = SyntaxParser.Parse(text, "", validate: true);
            return syntax.HasErrors ? null : new TomlDocument(text, syntax);
        }
        catch (TomlException)
        {
            // Nested deeper than anybody writes.
            return null;
        }
    }

    private static IEnumerable<TomlKey> WithInner(TomlKey key) => key.Inner.SelectMany(WithInner).Prepend(key);

    private IEnumerable<TomlKey> LinesOf(TableSyntaxBase table)
    {
        var path = TomlPath.Of([], table.Name!);
        return table.Items.Select(pair => Line(path, pair)).Prepend(new TomlKey(path, null, WholeLine(table.OpenBracket!.Span, table.CloseBracket!.Span)));
    }

    private TomlKey Line(ImmutableArray<string> table, KeyValueSyntax pair) =>
        new(TomlPath.Of(table, pair.Key!), pair.Value, WholeLine(pair.Key!.Span, pair.Value!.Span));

    // After a value or a header, a line holds nothing but a comment on it.
    private TextSpan WholeLine(SourceSpan first, SourceSpan last)
    {
        var start = Text.LastIndexOf('\n', Math.Max(0, first.Start.Offset - 1)) + 1;
        var end = Text.IndexOf('\n', last.End.Offset + 1);
        return new TextSpan(start, end < 0 ? Text.Length : end + 1);
    }
}

/// <summary>A key with its value, or the header of a table.</summary>
/// <param name="Path">From the top of the file, without quotes.</param>
/// <param name="Value">Null: of a header.</param>
/// <param name="Place">What is to be taken out so that it is gone, where it has a line of its own.</param>
internal sealed record TomlKey(ImmutableArray<string> Path, ValueSyntax? Value, TextSpan Place)
{
    public bool IsTable => Value is null or InlineTableSyntax;

    /// <summary>The keys of an inline table.</summary>
    public IReadOnlyList<TomlKey> Inner => Value is InlineTableSyntax table ? [.. table.Items.Select(InnerKey)] : [];

    public bool IsTrue => Value is BooleanValueSyntax { Value: true };

    /// <summary>The text of a string; null: it is something else.</summary>
    public string? Text => (Value as StringValueSyntax)?.Value;

    private TomlKey InnerKey(InlineTableItemSyntax item)
    {
        var pair = item.KeyValue!;
        return new TomlKey(TomlPath.Of(Path, pair.Key!), pair.Value, TextSpan.Of(pair.Span));
    }
}

/// <summary>A part of a text, in UTF-16 units.</summary>
/// <param name="End">Behind it.</param>
internal readonly record struct TextSpan(int Start, int End)
{
    public static TextSpan Of(SourceSpan span) => new(span.Start.Offset, span.End.Offset + 1);
}

/// <summary>The names that lead to a key.</summary>
internal static class TomlPath
{
    public static ImmutableArray<string> Of(ImmutableArray<string> table, KeySyntax key) =>
        [.. table, Name(key.Key), .. key.DotKeys.Select(dotted => Name(dotted.Key))];

    /// <summary>As it is written in TOML: with quotes where they are needed.</summary>
    public static string Written(IEnumerable<string> path) =>
        string.Join('.', path.Select(name => BareKeySyntax.IsBareKey(name) ? name : new StringValueSyntax(name).ToString()));

    private static string Name(BareKeyOrStringValueSyntax? key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => "",
    };
}
