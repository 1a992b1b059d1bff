using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Matrix.Report.Rendering.Engine;

/// <summary>The public properties of a type of model, by the names that they have in C#. Shared by all threads.</summary>
internal sealed class ModelAccessor : IObjectAccessor
{
    private static readonly ConcurrentDictionary<Type, ModelAccessor> Known = new();

    private readonly FrozenDictionary<string, MethodInvoker> properties;

    private ModelAccessor(Type type) =>
        properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .DistinctBy(property => property.Name)
            .ToFrozenDictionary(property => property.Name, property => MethodInvoker.Create(property.GetMethod!));

    public bool HasIndexer => false;

    public Type? IndexType => null;

    public static ModelAccessor Of(Type type) => Known.GetOrAdd(type, type => new(type));

    public bool TryGet(object target, string member, out object? value)
    {
        // An array has it only as a list.
        if (target is ICollection { Count: var count } && member == nameof(ICollection.Count))
        {
            value = count;
            return true;
        }

        var isThere = properties.TryGetValue(member, out var property);
        value = property?.Invoke(target);
        return isThere;
    }

    public bool Has(string member) => properties.ContainsKey(member);

    public bool TryGetValue(TemplateContext context, SourceSpan span, object target, string member, out object? value) => TryGet(target, member, out value);

    public int GetMemberCount(TemplateContext context, SourceSpan span, object target) => properties.Count;

    public IEnumerable<string> GetMembers(TemplateContext context, SourceSpan span, object target) => properties.Keys;

    public bool HasMember(TemplateContext context, SourceSpan span, object target, string member) => Has(member);

    public bool TrySetValue(TemplateContext context, SourceSpan span, object target, string member, object? value) => false;

    public bool TryGetItem(TemplateContext context, SourceSpan span, object target, object index, out object? value)
    {
        value = null;
        return false;
    }

    public bool TrySetItem(TemplateContext context, SourceSpan span, object target, object index, object? value) => false;
}
