using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Matrix.Report.Rendering.Engine;
using Matrix.Results;
using Scriban;
using Scriban.Syntax;

namespace Matrix.Report.Rendering;

/// <summary>
/// The <c>.sbn</c> files, parsed once and held against the types of what they show: with <see cref="Engine"/> the only place that knows the
/// template engine. What a template writes is escaped for the kind of file that its name says: <c>index.html.sbn</c>, <c>summary.md.sbn</c>.
/// A name that starts with <c>_</c> is a part that others include.
/// </summary>
internal sealed class Templates
{
    private const string Extension = ".sbn";
    private const string Hint = "restore the template, or fix it and try again";

    private readonly TemplateFolder folder;
    private readonly FrozenDictionary<string, Type> models;
    private readonly FrozenDictionary<string, TemplateFile> files;
    private readonly ConcurrentDictionary<TextKind, ConcurrentBag<PageContext>> idle = new();

    private Templates(TemplateFolder folder, IReadOnlyDictionary<string, Type> models)
    {
        this.folder = folder;
        this.models = models.ToFrozenDictionary();
        files = folder.Paths("*" + Extension).Select(Parse).ToFrozenDictionary(file => file.Name);
        Check();
    }

    /// <param name="models">What each template shows, by its name without the extension: <c>crate.html</c>.</param>
    /// <exception cref="MatrixException">A template is broken, or missing, or asks for what its model does not have.</exception>
    public static Templates Load(TemplateFolder folder, IReadOnlyDictionary<string, Type> models) => new(folder, models);

    /// <summary>A file of the templates' directory that goes into a page as it is: a style sheet, a script.</summary>
    public string Asset(string file)
    {
        var path = folder.PathOf(file);
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Broken(path, error.Message);
        }
    }

    /// <exception cref="MatrixException">The template asks for a property of what is null.</exception>
    public void Render(string template, object model, TextWriter output)
    {
        if (models.GetValueOrDefault(template) != model.GetType())
            throw new InvalidOperationException($"{template} shows no {model.GetType().Name}");

        var file = files[template];
        var waiting = idle.GetOrAdd(file.Kind, _ => []);
        var context = waiting.TryTake(out var taken) ? taken : new PageContext(file.Kind, files);
        try
        {
            context.Render(file, model, output);
        }
        catch (ScriptRuntimeException error) when (error.InnerException is null)
        {
            throw Refused(TemplateFault.At(error.Span.FileName, error.Span.Start, error.OriginalMessage, Hint));
        }
        catch (ScriptRuntimeException error)
        {
            // The engine wraps whatever a model throws: that is our fault, not the template's.
            ExceptionDispatchInfo.Throw((error.InnerException as TargetInvocationException)?.InnerException ?? error.InnerException!);
        }

        waiting.Add(context);
    }

    /// <summary>As <see cref="Render"/>, for what is no file.</summary>
    public string Text(string template, object model)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Render(template, model, text);
        return text.ToString();
    }

    private TemplateFile Parse(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var kind = TextKind.Of(name);
        var script = Template.Parse(Read(path), path);
        if (script.Messages is [{ } first, ..])
            throw Refused(TemplateFault.At(path, first.Span.Start, first.Message.TrimEnd('.'), Hint));
        if (!name.StartsWith('_') && !models.ContainsKey(name))
            throw Broken(path, $"no page is made of it; there are {string.Join(", ", models.Keys.Order(StringComparer.Ordinal))}, and parts, whose names begin with _");

        return new TemplateFile(name, path, kind, script);
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).ReplaceLineEndings("\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Broken(path, error.Message);
        }
    }

    private void Check()
    {
        var check = new TemplateCheck(files);
        foreach (var (name, model) in models.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            check.Check(files.GetValueOrDefault(name) ?? throw Broken(folder.PathOf(name + Extension), "the file is missing"), model);

        if (check.Faults is [{ } first, ..] faults)
            throw Refused(faults.Count == 1 ? first : first with { Text = $"{first.Text} (and {faults.Count - 1} more)" });
    }

    private static MatrixException Broken(string path, string message) => new(ExitCode.Usage, $"{path}: {message.ReplaceLineEndings(" ")}", Hint);

    private static MatrixException Refused(TemplateFault fault) => new(ExitCode.Usage, fault.Text.ReplaceLineEndings(" "), fault.Hint);
}
