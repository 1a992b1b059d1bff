using Scriban;

namespace Matrix.Report.Rendering.Engine;

/// <param name="Name">Of the file, without the template's extension: <c>crate.html</c>, <c>_badge.html</c>.</param>
/// <param name="Script">Parsed; shared by all threads.</param>
internal sealed record TemplateFile(string Name, string Path, TextKind Kind, Template Script)
{
    /// <summary>The name of the file of a part that a template of a kind asks for.</summary>
    public static string PartName(string part, TextKind kind) => $"_{part}{kind.Extension}";
}
