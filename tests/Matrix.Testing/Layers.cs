using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Matrix.Testing;

/// <summary>The arrows between the folders of a program, read from its compiled code: who names, calls or holds a type of whom.</summary>
public sealed class Layers
{
    private readonly string program;
    private readonly IReadOnlyList<string> order;
    private readonly HashSet<(string From, string To, string Who)> arrows;

    /// <param name="order">Its folders, <c>Folder/Subfolder</c> and "" for the program's own, the lowest first.</param>
    public Layers(System.Reflection.Assembly program, IReadOnlyList<string> order)
    {
        (this.program, this.order) = (program.GetName().Name!, order);
        arrows = [.. new ArchLoader().LoadAssemblies(program).Build().Types.Where(type => IsOurs(type.Namespace.FullName)).SelectMany(Arrows)];
        Folders = new HashSet<string>(program.GetTypes().Where(type => type.Namespace is { } place && IsOurs(place)).Select(type => FolderOf(type.Namespace!)));
    }

    /// <summary>All that there are.</summary>
    public IReadOnlySet<string> Folders { get; }

    public int Count => arrows.Count;

    /// <summary>From a folder to one that stands above it: <c>Legs → Cli: LegRun → SweepOptions</c>.</summary>
    public IReadOnlyList<string> Upwards =>
        [.. arrows.Where(arrow => RankOf(arrow.From) < RankOf(arrow.To)).Select(arrow => $"{arrow.From} → {arrow.To}: {arrow.Who}").Order(StringComparer.Ordinal)];

    private IEnumerable<(string From, string To, string Who)> Arrows(IType type) =>
        from dependency in type.Dependencies
        let target = dependency.Target
        where IsOurs(target.Namespace.FullName) && target.Namespace.FullName != type.Namespace.FullName
        select (FolderOf(type.Namespace.FullName), FolderOf(target.Namespace.FullName), $"{type.Name} → {target.Name}");

    private bool IsOurs(string place) => place == program || place.StartsWith(program + ".", StringComparison.Ordinal);

    private string FolderOf(string place) => place[program.Length..].TrimStart('.').Replace('.', '/');

    private int RankOf(string folder) => order.ToList().IndexOf(folder);
}
