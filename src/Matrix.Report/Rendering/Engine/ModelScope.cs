using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Matrix.Report.Rendering.Engine;

/// <summary>The names that a template begins with: the properties of its model, and the model itself as <c>it</c>.</summary>
internal sealed class ModelScope(object model) : IScriptObject
{
    public const string Model = "it";

    private readonly ModelAccessor accessor = ModelAccessor.Of(model.GetType());

    public int Count => 0;

    public bool IsReadOnly
    {
        get => true;
        set { }
    }

    public bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value)
    {
        if (member == Model)
        {
            value = model;
            return true;
        }

        return accessor.TryGet(model, member, out value);
    }

    public bool Contains(string member) => member == Model || accessor.Has(member);

    public IEnumerable<string> GetMembers() => [];

    public bool CanWrite(string member) => false;

    public bool TrySetValue(TemplateContext? context, SourceSpan span, string member, object? value, bool readOnly) => false;

    public bool Remove(string member) => false;

    public void SetReadOnly(string member, bool readOnly)
    {
    }

    public IScriptObject Clone(bool deep) => this;
}
