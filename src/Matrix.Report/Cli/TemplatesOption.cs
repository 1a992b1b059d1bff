using System.CommandLine;

namespace Matrix.Report.Cli;

/// <summary>What every command has that renders templates.</summary>
internal static class TemplatesOption
{
    public static Option<string?> Create() => new("--templates")
    {
        HelpName = "DIR",
        Description = "Your own templates and style sheets: a file there takes the place of the project's of the same name (src/Matrix.Report/Rendering/Templates). All are checked before anything is written.",
    };
}
