using System.Collections.Frozen;
using System.Text;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using Matrix.Report.Logs;
using Matrix.Results;

namespace Matrix.Report.Rendering;

/// <summary>
/// The <c>.hbs</c> files, parsed once. The only place that knows the template engine. What a template writes with <c>{{x}}</c> is escaped
/// for the kind of file that its name says: <c>index.html.hbs</c>, <c>summary.md.hbs</c>. A name that starts with <c>_</c> is a part that
/// others include.
/// </summary>
internal sealed class Templates
{
    private const string Extension = ".hbs";
    private const string Hint = "restore the template, or fix it and try again";

    private readonly string directory;
    private readonly FrozenDictionary<string, HandlebarsTemplate<TextWriter, object, object>> parsed;

    private Templates(string directory)
    {
        this.directory = directory;
        var html = Engine(HtmlText.Escape);
        var markdown = Engine(MarkdownText.Escape);
        markdown.RegisterHelper("code", (output, _, arguments) => MarkdownText.Code(arguments[0]?.ToString() ?? "", new SafeWriter(output)));
        html.RegisterHelper("lines", (output, _, arguments) => output.WriteSafeString(LogLines.Html((IReadOnlyList<LogRow>)arguments[0]!)));
        parsed = Files(directory).ToFrozenDictionary(NameOf, path => Parse(path, path.Contains(".md.") ? markdown : html));
    }

    public static string DefaultDirectory => Path.Combine(AppContext.BaseDirectory, "Rendering", "Templates");

    /// <exception cref="MatrixException">A template is broken.</exception>
    public static Templates Load(string directory) => new(directory);

    /// <summary>A file of the templates' directory that goes into a page as it is: a style sheet, a script.</summary>
    public string Asset(string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Broken(file, error.Message);
        }
    }

    /// <exception cref="MatrixException">The template asks for something that its model does not have.</exception>
    public void Render(string template, object model, TextWriter output)
    {
        try
        {
            if (!parsed.TryGetValue(template, out var render))
                throw Broken(template + Extension, "the file is missing");

            render(output, model);
        }
        catch (Exception error) when (error is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw Broken(template + Extension, error.Message);
        }
    }

    /// <summary>As <see cref="Render"/>, for what is no file.</summary>
    public string Text(string template, object model)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Render(template, model, text);
        return text.ToString();
    }

    private static IHandlebars Engine(Action<string, TextWriter> escape) => Handlebars.Create(new HandlebarsConfiguration
    {
        ThrowOnUnresolvedBindingExpression = true,
        TextEncoder = new Encoder(escape),
    });

    private static string[] Files(string directory)
    {
        try
        {
            return Directory.GetFiles(directory, "*" + Extension);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException(ExitCode.Usage, error.Message, "build the project again: its templates are not where the program is");
        }
    }

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private HandlebarsTemplate<TextWriter, object, object> Parse(string path, IHandlebars engine)
    {
        try
        {
            using var text = new StringReader(File.ReadAllText(path));
            var template = engine.Compile(text);
            if (NameOf(path) is ['_', .. var part])
                engine.RegisterTemplate(part.Split('.')[0], template);

            return template;
        }
        catch (HandlebarsException error)
        {
            throw Broken(Path.GetFileName(path), error.Message);
        }
    }

    private MatrixException Broken(string file, string message) =>
        new(ExitCode.Usage, $"{Path.Combine(directory, file)}: {message.ReplaceLineEndings(" ")}", Hint);

    private sealed class Encoder(Action<string, TextWriter> escape) : ITextEncoder
    {
        public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode(string? text, TextWriter target) => escape(text ?? "", target);

        public void Encode<T>(T? text, TextWriter target)
            where T : IEnumerator<char>
        {
            var all = new StringBuilder();
            while (text is not null && text.MoveNext())
                all.Append(text.Current);

            Encode(all, target);
        }
    }

    /// <summary>Writes past the encoder: what comes here is escaped already.</summary>
    private sealed class SafeWriter(EncodedTextWriter output) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => output.WriteSafeString(value.ToString());

        public override void Write(string? value) => output.WriteSafeString(value ?? "");
    }
}
