using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Yaml;
using NuGet.Versioning;

namespace Matrix.Runner.Crates.Revisions;

/// <summary>
/// Holds an entry against what its repository has now. One that stands at a release goes to the newest of the same kind, one that stands at none
/// to the head of the default branch: nothing goes back, and nothing goes from releases to what lies between them.
/// </summary>
/// <param name="published">Whether each version is yanked; null: not known.</param>
/// <param name="host">Null: not known.</param>
internal sealed class Freshness(CrateEntry crate, ImmutableDictionary<string, bool>? published, RepositoryState? host)
{
    private const int ShownDigits = 10;

    private CrateSource.Git Source => (CrateSource.Git)crate.Source;

    public CrateUpdate Of(RemoteAnswer answer) => answer switch
    {
        RemoteAnswer.Unasked { Why: var why } => new CrateUpdate(crate) { Unasked = why },
        RemoteAnswer.Gone { Why: var why } => new CrateUpdate(crate) { IsGone = true, Remarks = [$"its repository is gone, or not open to everybody: {why}"] },
        RemoteAnswer.Answered answered => Of(answered, Standing(answered.References)),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    private CrateUpdate Of(RemoteAnswer.Answered answered, ReleaseTag? release) =>
        Goal(answered.References, release) with { Remarks = Remarks(answered, release), IsYankingUnknown = release is not null && published is null };

    private CrateUpdate Goal(RemoteReferences remote, ReleaseTag? release)
    {
        if (release is not null)
            return Newest(remote, release) is { } newest ? To(newest, release, remote) : At(release.Name);

        return Source.IsTag ? At(Source.Revision) : ToHead(remote);
    }

    private CrateUpdate At(string where) => new(crate) { From = where };

    private CrateUpdate To(ReleaseTag newest, ReleaseTag from, RemoteReferences remote) => At(from.Name) with
    {
        Revision = Source.IsTag ? newest.Name : remote.Tags[newest.Name],
        To = newest.Name,
    };

    private CrateUpdate ToHead(RemoteReferences remote) => At(Shown(Source.Revision)) with
    {
        Revision = remote.Head == Source.Revision ? null : remote.Head,
        To = remote.Head is { } head ? $"{Shown(head)}, the head of {remote.Branch ?? "the default branch"}" : "",
    };

    /// <summary>The release that the entry stands at: that of the package, if there are several.</summary>
    private ReleaseTag? Standing(RemoteReferences remote) =>
        remote.Tags.Where(tag => Source.IsTag ? tag.Key == Source.Revision : tag.Value == Source.Revision)
            .Select(tag => ReleaseTag.Read(tag.Key)).OfType<ReleaseTag>()
            .Where(release => release.Package is null || release.IsOf(crate.Name.Value))
            .OrderByDescending(release => release.Package is not null).ThenByDescending(release => release.Version)
            .FirstOrDefault();

    /// <summary>The newest that came after; of releases before the final one only where it stands at such a one.</summary>
    private ReleaseTag? Newest(RemoteReferences remote, ReleaseTag at) =>
        remote.Tags.Keys.Select(ReleaseTag.Read).OfType<ReleaseTag>()
            .Where(release => at.Package is null ? release.Package is null : release.IsOf(crate.Name.Value))
            .Where(release => release.Version > at.Version && (at.Version.IsPrerelease || !release.Version.IsPrerelease) && !IsYanked(release))
            .OrderByDescending(release => release.Version).ThenBy(release => release.Name, StringComparer.Ordinal)
            .FirstOrDefault();

    private ImmutableArray<string> Remarks(RemoteAnswer.Answered answered, ReleaseTag? release)
    {
        var remarks = ImmutableArray.CreateBuilder<string>();
        if (answered.MovedTo is { } moved)
            remarks.Add($"its repository moved to {moved}");
        if (host is { IsArchived: true })
            remarks.Add("its repository is archived");
        if (answered.References.Head is null)
            remarks.Add("its repository is empty");
        else if (Source.IsTag && !answered.References.Tags.ContainsKey(Source.Revision))
            remarks.Add($"its repository has no tag {Quoted.Of(Source.Revision)} any more");
        if (release is not null && IsYanked(release))
            remarks.Add($"{release.Version.ToFullString()} was yanked");
        return remarks.DrainToImmutable();
    }

    // A plain tag is that of the package only where the repository has one.
    private bool IsYanked(ReleaseTag release) =>
        published is not null && (release.Package is not null || crate.Directory == ".") && published.GetValueOrDefault(release.Version.ToFullString());

    private static string Shown(string commit) => commit[..ShownDigits];
}

/// <summary>A tag that names a version: <c>v1.2.3</c>, <c>1.2</c>, <c>name-1.2.3</c>, <c>name@1.2.3</c>, <c>name/v1.2.3</c>.</summary>
/// <param name="Package">The one that it names; null: none, so it means the repository's own.</param>
internal sealed partial record ReleaseTag(string Name, string? Package, NuGetVersion Version)
{
    private static readonly string[] WordsForNone = ["", "release", "releases", "rel", "version", "ver", "tags"];

    /// <returns>Null: it names no version.</returns>
    public static ReleaseTag? Read(string tag)
    {
        var parts = Form.Match(tag);
        if (!parts.Success || !NuGetVersion.TryParse(parts.Groups["version"].Value, out var version) || version.IsLegacyVersion)
            return null;

        var package = parts.Groups["package"].Value;
        return new ReleaseTag(tag, WordsForNone.Contains(package, StringComparer.OrdinalIgnoreCase) ? null : package, version);
    }

    /// <summary>Whether it names this package; registries take <c>-</c> and <c>_</c> for the same.</summary>
    public bool IsOf(string package) => Package is not null && string.Equals(Package.Replace('_', '-'), package.Replace('_', '-'), StringComparison.OrdinalIgnoreCase);

    // The shortest beginning that a version can follow, so that crc32-1.0 has 1.0 and not 32.
    [GeneratedRegex(@"^(?<package>.*?)[-_/@.]?[vV]?(?<![0-9])(?<version>[0-9]+\.[0-9]+[0-9A-Za-z.+-]*)\z")]
    private static partial Regex Form { get; }
}
