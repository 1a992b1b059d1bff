using System.Reflection;
using Matrix.Report.Escaping;
using Scriban.Syntax;

namespace Matrix.Report.Rendering.Engine;

/// <summary>One template, with one type of model: the statements and expressions that are known here, and the type of each.</summary>
internal sealed class TemplateWalk(TemplateCheck check, TemplateFile file, Type model)
{
    private const string Loop = "for";

    private static readonly Dictionary<string, Type> OfLoop = new()
    {
        ["first"] = typeof(bool),
        ["last"] = typeof(bool),
        ["even"] = typeof(bool),
        ["odd"] = typeof(bool),
        ["index"] = typeof(int),
        ["length"] = typeof(int),
    };

    private static readonly Type[] Texts = [typeof(string), typeof(int), typeof(long), typeof(double)];

    private readonly Stack<(string Name, Type? Type)> loops = new();

    public void Check() => Statement(file.Script.Page!.Body!);

    private void Statement(ScriptNode? node)
    {
        switch (node)
        {
            case null or ScriptRawStatement or ScriptEscapeStatement or ScriptEndStatement or ScriptNopStatement:
                break;
            case ScriptBreakStatement or ScriptContinueStatement:
                if (loops.Count == 0)
                    Fault(node, $"there is no loop here for '{node}'", "break and continue stand within a for of the same template");
                break;
            case ScriptBlockStatement block:
                foreach (var statement in block.Statements)
                    Statement(statement);
                break;
            case ScriptExpressionStatement { Expression: { } expression }:
                Write(expression);
                break;
            case ScriptIfStatement branch:
                TypeOf(branch.Condition);
                Statement(branch.Then);
                Statement(branch.Else);
                break;
            case ScriptElseStatement other:
                Statement(other.Body);
                break;
            case ScriptForStatement loop and not ScriptTableRowStatement:
                Each(loop);
                break;
            default:
                Fault(node, "this statement is not known in a template", "there are if, else, for, break, continue, and values to write");
                break;
        }
    }

    private void Each(ScriptForStatement loop)
    {
        var list = TypeOf(loop.Iterator);
        var element = list is null ? null : ElementOf(list);
        if (list is not null && element is null)
            Fault(loop.Iterator!, $"a {NameOf(list)} is no list", "for goes through a list");
        foreach (var option in loop.NamedArguments)
            Option(option);

        var name = (loop.Variable as ScriptVariableGlobal)?.Name;
        if (name is null or Loop or ModelScope.Model or TemplateFunction.Part or TemplateFunction.Code)
            Fault(loop.Variable!, $"'{loop.Variable}' cannot be the name of what a loop goes through", $"{Loop}, {ModelScope.Model}, {TemplateFunction.Part} and {TemplateFunction.Code} mean something else");

        loops.Push((name ?? "", element));
        Statement(loop.Body);
        loops.Pop();
        Statement(loop.Else);
    }

    private void Option(ScriptNamedArgument option)
    {
        if (option.Name?.Name is not ("limit" or "offset" or "reversed"))
            Fault(option, $"a loop has no '{option.Name}'", "there are limit: 5, offset: 5 and reversed");
        else if (option.Value is { } value && TypeOf(value) is { } type && type != typeof(int))
            Fault(value, $"a {NameOf(type)} is no whole number", "such as limit: 5");
    }

    private void Write(ScriptExpression expression)
    {
        if (expression is ScriptFunctionCall { Target: ScriptVariable { Name: TemplateFunction.Part } } call)
            Part(call);
        else if (TypeOf(expression) is { } type && !Texts.Contains(Nullable.GetUnderlyingType(type) ?? type) && type != file.Kind.Ready)
            Fault(expression, $"a {NameOf(type)} is no text", $"texts, numbers and {file.Kind.Ready.Name} can be written");
    }

    private void Part(ScriptFunctionCall call)
    {
        if (call.Arguments is not [ScriptLiteral { Value: string name }, { } given])
        {
            Fault(call, "a part wants its name and what it shows", "such as part \"badge\" Badge");
            return;
        }

        var type = TypeOf(given);
        if (check.Part(name, file.Kind) is not { } part)
            Fault(call.Arguments[0], $"there is no part '{name}'", $"there are {Listed(check.PartNames(file.Kind))}");
        else if (check.IsOpen(part))
            Fault(call, $"the part '{name}' would contain itself", "a part may contain others");
        else if (type is not null)
            check.Check(part, type);
    }

    // Null: what it is has been complained about already.
    private Type? TypeOf(ScriptNode? node) => node switch
    {
        ScriptNestedExpression nested => TypeOf(nested.Expression),
        ScriptLiteral { Value: string } => typeof(string),
        ScriptLiteral { Value: int } => typeof(int),
        ScriptLiteral { Value: bool } => typeof(bool),
        ScriptVariableGlobal variable => TypeOf(variable),
        ScriptMemberExpression { Target: ScriptVariableGlobal { Name: Loop }, Member: { } member } => OfThisLoop(member),
        ScriptMemberExpression { Target: { } target, Member: { } member } => TypeOf(target) is { } type ? Property(type, member) : null,
        ScriptUnaryExpression { Operator: ScriptUnaryOperator.Not } negation => TypeOf(negation.Right) is null ? null : typeof(bool),
        ScriptBinaryExpression { Operator: ScriptBinaryOperator.EmptyCoalescing } either => Either(either.Left, either.Right),
        ScriptBinaryExpression { Operator: ScriptBinaryOperator.And or ScriptBinaryOperator.Or } both => TypeOf(both.Left) is null | TypeOf(both.Right) is null ? null : typeof(bool),
        ScriptBinaryExpression binary when IsComparison(binary.Operator) => Either(binary.Left, binary.Right) is null ? null : typeof(bool),
        ScriptConditionalExpression choice => TypeOf(choice.Condition) is null ? null : Either(choice.ThenValue, choice.ElseValue),
        ScriptFunctionCall { Target: ScriptVariableGlobal { Name: TemplateFunction.Code } function, Arguments: [var argument] } => Code(function, argument),
        ScriptFunctionCall { Target: { } function } => Unknown(function),
        _ => Fault(node!, "this expression is not known in a template", "there are names, texts, numbers, comparisons, and, or, not, ?? and ?:"),
    };

    private Type? TypeOf(ScriptVariableGlobal variable)
    {
        foreach (var (name, type) in loops)
        {
            if (name == variable.Name)
                return type;
        }

        return variable.Name == ModelScope.Model ? model : Property(model, variable);
    }

    private Type? Property(Type type, ScriptVariable member)
    {
        if (PropertyOf(type, member.Name) is { } property)
            return property.PropertyType;

        var names = PropertiesOf(type).Select(property => property.Name).Concat(type == model ? loops.Select(loop => loop.Name) : []);
        return Fault(member, $"there is no '{member.Name}' in {NameOf(type)}", $"there are {Listed(names)}");
    }

    private Type? OfThisLoop(ScriptVariable member) =>
        loops.Count > 0 && OfLoop.TryGetValue(member.Name, out var type)
            ? type
            : Fault(member, $"there is no 'for.{member.Name}' here", $"within a loop there are for.{string.Join(", for.", OfLoop.Keys)}");

    private Type? Either(ScriptNode? left, ScriptNode? right) => (TypeOf(left), TypeOf(right)) switch
    {
        (null, _) or (_, null) => null,
        ({ } one, { } other) when one == other => one,
        _ => Fault(right!, "the two are of different types", "both must be texts, or both the same"),
    };

    private Type? Code(ScriptVariableGlobal function, ScriptNode argument) =>
        file.Kind != TextKind.Markdown ? Unknown(function)
        : TypeOf(argument) is not { } type ? null
        : type == typeof(string) ? typeof(Markdown)
        : Fault(argument, $"a {NameOf(type)} is no text", "code takes a text");

    private Type? Unknown(ScriptNode function) => Fault(
        function,
        $"there is no function '{function}' here",
        file.Kind == TextKind.Markdown ? $"there are {TemplateFunction.Code}, and {TemplateFunction.Part} by itself" : $"there is {TemplateFunction.Part}, by itself");

    private Type? Fault(ScriptNode node, string text, string hint)
    {
        check.Fault(TemplateFault.At(file.Path, node.Span.Start, text, hint));
        return null;
    }

    private static bool IsComparison(ScriptBinaryOperator operation) => operation is
        ScriptBinaryOperator.CompareEqual or ScriptBinaryOperator.CompareNotEqual or
        ScriptBinaryOperator.CompareLess or ScriptBinaryOperator.CompareLessOrEqual or ScriptBinaryOperator.CompareGreater or ScriptBinaryOperator.CompareGreaterOrEqual;

    private static PropertyInfo? PropertyOf(Type type, string name) => PropertiesOf(type).FirstOrDefault(property => property.Name == name);

    // An interface has those of the ones it stands on, too.
    private static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type.GetInterfaces().Prepend(type)
        .SelectMany(part => part.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        .Where(property => property.GetIndexParameters().Length == 0)
        .DistinctBy(property => property.Name);

    private static Type? ElementOf(Type type) => type == typeof(string)
        ? null
        : type.GetInterfaces().Prepend(type).FirstOrDefault(part => part.IsGenericType && part.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static string NameOf(Type type) => ElementOf(type) is { } element ? $"list of {NameOf(element)}" : type.Name;

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } listed ? listed : "none";
}
