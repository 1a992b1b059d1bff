using Matrix.Report.Pages;
using Matrix.Report.Rendering;

namespace Matrix.Report.Exports;

/// <summary>What other programs read.</summary>
internal sealed class ExportFiles(Templates templates, Site site)
{
    public void Write(ReportFacts facts, PageModels pages)
    {
        Parallel.Invoke(
            () => site.WriteFile("matrix.json", path => MatrixFile.Write(path, facts)),
            () => Badges.Write(facts, site),
            () => site.Write("junit.xml", output => JunitFile.Write(facts, output)),
            () => site.Write("summary.md", output => new SummaryFile(pages, facts).Write(templates, output)),
            () => site.WriteFile("matrix.schema.json", path => File.Copy(MatrixFile.SchemaPath, path, overwrite: true)));
    }
}
