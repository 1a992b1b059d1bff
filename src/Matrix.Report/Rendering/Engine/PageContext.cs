using System.Collections;
using System.Globalization;
using Matrix.Report.Escaping;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Matrix.Report.Rendering.Engine;

/// <summary>
/// Renders templates of one kind, on one thread at a time. Whatever a template writes is escaped, but for texts that are ready. Nothing of the
/// engine's own is there to be called, and none of its limits ends or cuts a page.
/// </summary>
internal sealed class PageContext : TemplateContext
{
    private readonly TextKind kind;
    private readonly PageOutput output = new();

    public PageContext(TextKind kind, IReadOnlyDictionary<string, TemplateFile> files)
        : base(TemplateFunction.All(kind, files))
    {
        this.kind = kind;
        StrictVariables = true;
        EnableRelaxedTargetAccess = false;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedIndexerAccess = false;
        EnableRelaxedFunctionAccess = false;
        LoopLimit = 0;
        LoopLimitQueryable = 0;
        LimitToString = 0;
        ObjectRecursionLimit = 0;
        RecursiveLimit = 0;
        AutoIndent = false;
        NewLine = "\n";
        PushCulture(CultureInfo.InvariantCulture);
        PushOutput(output);
    }

    /// <exception cref="Scriban.Syntax.ScriptRuntimeException">The template asks for a property of what is null.</exception>
    public void Render(TemplateFile template, object model, TextWriter to)
    {
        output.To = to;
        Write(template, model);
    }

    /// <summary>Renders a template where the page has come to.</summary>
    /// <returns>Null: there is nothing left to write.</returns>
    public object? Write(TemplateFile template, object model)
    {
        PushGlobal(new ModelScope(model));
        try
        {
            Evaluate(template.Script.Page!);
            return null;
        }
        finally
        {
            PopGlobal();
        }
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        switch (textAsObject)
        {
            case null:
                break;
            case string text:
                kind.Escape(text, output.To);
                break;
            case ReadyText text when text.GetType() == kind.Ready:
                output.To.Write(text.Text);
                break;
            case int or long or double:
                output.To.Write(((IFormattable)textAsObject).ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                throw new InvalidOperationException($"{span.ToStringSimple()}: {textAsObject.GetType().Name} is no text");
        }

        return this;
    }

    /// <summary>Empty texts, empty lists and 0 are false too.</summary>
    public override bool ToBool(SourceSpan span, object? value) => value switch
    {
        null => false,
        bool truth => truth,
        string text => text.Length > 0,
        ReadyText text => text.Text.Length > 0,
        int number => number != 0,
        long number => number != 0,
        double number => number != 0,
        ICollection list => list.Count > 0,
        IEnumerable list => list.GetEnumerator().MoveNext(),
        _ => true,
    };

    protected override IObjectAccessor? GetMemberAccessorImpl(object target) =>
        target is IScriptObject ? base.GetMemberAccessorImpl(target) : ModelAccessor.Of(target.GetType());

    private sealed class PageOutput : IScriptOutput
    {
        public TextWriter To { get; set; } = TextWriter.Null;

        public void Write(string text, int offset, int count) => To.Write(text.AsSpan(offset, count));

        public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
        {
            Write(text, offset, count);
            return ValueTask.CompletedTask;
        }
    }
}
