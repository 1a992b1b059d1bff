namespace Matrix.Report.Rendering.Engine;

/// <summary>
/// Holds templates against the types of their models before anything is rendered: every name, function and part that a template asks for is
/// there, in branches too that no page of this sweep takes.
/// </summary>
internal sealed class TemplateCheck(IReadOnlyDictionary<string, TemplateFile> files)
{
    private readonly HashSet<(TemplateFile File, Type Model)> done = [];
    private readonly Stack<TemplateFile> open = new();
    private readonly List<TemplateFault> faults = [];

    public IReadOnlyList<TemplateFault> Faults => faults;

    /// <summary>A part is checked with each type of model that it is given.</summary>
    public void Check(TemplateFile file, Type model)
    {
        if (!done.Add((file, model)))
            return;

        open.Push(file);
        new TemplateWalk(this, file, model).Check();
        open.Pop();
    }

    public bool IsOpen(TemplateFile file) => open.Contains(file);

    public TemplateFile? Part(string name, TextKind kind) => files.GetValueOrDefault(TemplateFile.PartName(name, kind));

    public IEnumerable<string> PartNames(TextKind kind) => files.Values
        .Where(file => file.Kind == kind && file.Name.StartsWith('_'))
        .Select(file => file.Name[1..^kind.Extension.Length]);

    public void Fault(TemplateFault fault) => faults.Add(fault);
}
