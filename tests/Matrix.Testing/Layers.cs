using System.Text.RegularExpressions;
using ArchUnitNET.Loader;
using NUnit.Framework;

namespace Matrix.Testing;

/// <summary>The folders of a program: who names, calls or holds whose types, and how they are called. Read from its compiled code.</summary>
public sealed partial class Layers
{
    private static readonly string[] EmptyWords = ["Helper", "Helpers", "Manager", "Util", "Utils", "Utility", "Service", "Base", "Common", "Impl"];

    private readonly string program;
    private readonly List<string> order;
    private readonly IReadOnlyList<System.Type> types;
    private readonly HashSet<Arrow> arrows;

    /// <param name="member">A type that stands in the program's own folder.</param>
    /// <param name="order">Its folders, <c>Folder/Subfolder</c> and "" for its own, the lowest first.</param>
    public Layers(System.Type member, params IEnumerable<string> order)
    {
        (program, this.order) = (member.Namespace!, [.. order]);
        types = [.. member.Assembly.GetTypes().Where(type => IsOurs(type.Namespace ?? ""))];
        arrows = [.. new ArchLoader().LoadAssemblies(member.Assembly).Build().Types.Where(type => IsOurs(type.Namespace.FullName)).SelectMany(Arrows)];
    }

    /// <summary>Fails where an arrow points up, where a folder is not in the order or not there, and where there was nothing to look at.</summary>
    public void AssertNoArrowPointsUp()
    {
        Assert.That(types.Select(type => FolderOf(type.Namespace!)).Distinct(), Is.EquivalentTo(order), "folders and their order");
        Assert.That(arrows, Has.Count.GreaterThanOrEqualTo(order.Count - 1), "arrows were found");
        Assert.That(arrows.Where(arrow => order.IndexOf(arrow.From) < order.IndexOf(arrow.To)).Order(), Is.Empty);
    }

    public void AssertNamesSaySomething() => Assert.That(
        types.Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && Words.Matches(type.Name).Any(word => EmptyWords.Contains(word.Value))).Select(type => type.FullName),
        Is.Empty);

    private IEnumerable<Arrow> Arrows(ArchUnitNET.Domain.IType type) =>
        from dependency in type.Dependencies
        let target = dependency.Target
        where target is not ArchUnitNET.Domain.GenericParameter && IsOurs(target.Namespace.FullName) && target.Namespace.FullName != type.Namespace.FullName
        select new Arrow(FolderOf(type.Namespace.FullName), FolderOf(target.Namespace.FullName), type.Name, target.Name);

    private bool IsOurs(string place) => place == program || place.StartsWith(program + ".", StringComparison.Ordinal);

    private string FolderOf(string place) => place[program.Length..].TrimStart('.').Replace('.', '/');

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Words { get; }

    private sealed record Arrow(string From, string To, string User, string Used) : IComparable<Arrow>
    {
        public int CompareTo(Arrow? other) => string.CompareOrdinal(ToString(), other?.ToString());

        public override string ToString() => $"{From} → {To}: {User} → {Used}";
    }
}
