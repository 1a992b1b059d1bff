using Matrix.Report.Escaping;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Matrix.Report.Rendering.Engine;

/// <summary>What a template can call. How many values it takes, and of which types, is checked before (<see cref="TemplateCheck"/>).</summary>
internal sealed class TemplateFunction(int parameters, Func<PageContext, ScriptArray, object?> body) : IScriptCustomFunction
{
    /// <summary><c>part "badge" Badge</c>: another template, with a model of its own.</summary>
    public const string Part = "part";

    /// <summary><c>code Name</c>: as code, whatever is in it. Only in Markdown.</summary>
    public const string Code = "code";

    public int RequiredParameterCount => parameters;

    public int ParameterCount => parameters;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(object);

    public static ScriptObject All(TextKind kind, IReadOnlyDictionary<string, TemplateFile> files)
    {
        var functions = new ScriptObject();
        functions.SetValue(Part, new TemplateFunction(2, (context, arguments) => context.Write(files[TemplateFile.PartName((string)arguments[0]!, kind)], Shown(context, arguments))), readOnly: true);
        if (kind == TextKind.Markdown)
            functions.SetValue(Code, new TemplateFunction(1, (_, arguments) => MarkdownText.Code(arguments[0] as string ?? "")), readOnly: true);

        return functions;
    }

    public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        body((PageContext)context, arguments);

    public ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        ValueTask.FromResult(Invoke(context, callerContext, arguments, blockStatement));

    private static object Shown(PageContext context, ScriptArray arguments) =>
        arguments[1] ?? throw new ScriptRuntimeException(context.CurrentSpan, $"the part '{arguments[0]}' is to show what is null");

    public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(object), index == 0 && parameters > 1 ? "name" : "value");
}
