using System.Collections.Immutable;

namespace Matrix.Runner.Crates.Revisions;

/// <summary>What has become of the repository that a crate comes from, and what its entry should say now.</summary>
/// <param name="Crate">From a repository.</param>
internal sealed record CrateUpdate(CrateEntry Crate)
{
    public CrateSource.Git Source => (CrateSource.Git)Crate.Source;

    /// <summary>What the entry is to be pinned to: a commit of 40 hex digits, or a tag where it names a tag; null: what it is.</summary>
    public string? Revision { get; init; }

    /// <summary>Where it stands, in words.</summary>
    public string From { get; init; } = "";

    /// <summary>Where it should, in words.</summary>
    public string To { get; init; } = "";

    /// <summary>What a person should know of it: it moved, is archived, was yanked, is gone.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>Its repository is not there, or not open to everybody.</summary>
    public bool IsGone { get; init; }

    /// <summary>Whether its releases were yanked is not known: the registry could not be asked.</summary>
    public bool IsYankingUnknown { get; init; }

    /// <summary>Why its repository could not be asked; null: it answered, or is gone.</summary>
    public string? Unasked { get; init; }

    /// <summary>Why only a person can make the edit; null where the tool can.</summary>
    public string? ByHand { get; init; }

    public bool IsBehind => Revision is not null;
}
