using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Crates;

/// <summary>One entry of a crates list, checked and complete.</summary>
internal sealed record CrateEntry
{
    public required CrateName Name { get; init; }

    public required CrateSource Source { get; init; }

    /// <summary>Where the package's Cargo.toml is, relative to the source; never outside it.</summary>
    public string Directory { get; init; } = ".";

    /// <summary>How much of its repository comes along; means nothing for a folder.</summary>
    public CheckoutDepth Checkout { get; init; } = CheckoutDepth.Commit;

    /// <summary>Added to the default ones, unless <see cref="NoDefaultFeatures"/>.</summary>
    public ImmutableArray<string> Features { get; init; } = [];

    public bool NoDefaultFeatures { get; init; }

    /// <summary>System packages its build wants, under Debian's names.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>1 is the most widely depended upon.</summary>
    public int? Tier { get; init; }

    public long? Downloads { get; init; }

    /// <summary>Seconds that earlier sweeps measured.</summary>
    public double? Cost { get; init; }

    /// <summary>Wall time of a phase; null: as in matrix.yaml.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Bytes that a leg may have; null: as in matrix.yaml.</summary>
    public long? Memory { get; init; }

    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Passed to every test executable.</summary>
    public ImmutableArray<string> TestArguments { get; init; } = [];

    public SkipEntry? Skip { get; init; }

    public ImmutableArray<ExpectEntry> Expectations { get; init; } = [];

    /// <summary>Where it stands, <c>file:line</c>, for messages.</summary>
    public required string Position { get; init; }

    /// <summary>Without what only running it needs.</summary>
    public CrateEntry Outline => CrateEntryReader.Nothing with { Name = Name, Tier = Tier, Cost = Cost };

    /// <summary>The same, checked out with all that git has; null: it is so already, or comes from no repository.</summary>
    public CrateEntry? WithHistory => Source is CrateSource.Git && Checkout is not { IsFull: true, Tags: true }
        ? this with { Checkout = CheckoutDepth.Everything with { Submodules = Checkout.Submodules } }
        : null;

    /// <summary>Why it is not run now; null: it is run. A skip whose date is past no longer counts.</summary>
    public SkipEntry? SkippedNow(Circumstances now) => Skip is not null && now.Meet(Skip.When) && !now.AreAfter(Skip.Until) ? Skip : null;
}

/// <summary>Where a crate's source comes from.</summary>
internal abstract record CrateSource
{
    private CrateSource()
    {
    }

    /// <param name="Revision">A commit of 40 hex digits, or the name of a tag.</param>
    public sealed record Git(string Url, string Revision, bool IsTag) : CrateSource;

    /// <param name="Path">Absolute.</param>
    public sealed record Folder(string Path) : CrateSource;
}

internal sealed record SkipEntry(string Reason, Condition When, DateOnly? Until);

/// <summary>A failure that is known.</summary>
internal sealed record ExpectEntry(
    VerdictKind Verdict, FailureClass? Class, string? Subclass, string? Issue, string? Reason, Condition When, DateOnly? Until);

/// <summary>Where an entry holds; what is null holds everywhere.</summary>
/// <param name="ToolchainBefore">The toolchain's commit date is earlier than this.</param>
/// <param name="ToolchainFrom">The toolchain's commit date is this or later.</param>
internal sealed record Condition(string? Os, string? Arch, DateOnly? ToolchainBefore, DateOnly? ToolchainFrom)
{
    public static readonly Condition Always = new(null, null, null, null);

    public bool Holds(PlatformRecord platform, DateOnly? toolchain) =>
        (Os is null || Os == platform.Os)
        && (Arch is null || Arch == platform.Arch)
        && (ToolchainBefore is null || toolchain < ToolchainBefore)
        && (ToolchainFrom is null || toolchain >= ToolchainFrom);
}

/// <summary>How much of a repository is had beside the files of one commit.</summary>
/// <param name="History">Commits, the pinned one included; null: all.</param>
/// <param name="Tags">All tags, with their own history.</param>
internal sealed record CheckoutDepth(int? History = 1, bool Tags = false, bool Submodules = true)
{
    /// <summary>What nearly every crate needs: its files.</summary>
    public static CheckoutDepth Commit { get; } = new();

    /// <summary>As in any clone.</summary>
    public static CheckoutDepth Everything { get; } = new(History: null, Tags: true);

    /// <summary>Only with all of the history, and with what came with it, does a tag lead to every commit that it should.</summary>
    public bool IsFull => History is null;

    public bool IsCommitAlone => this is { History: 1, Tags: false };

    /// <summary>What git takes for <see cref="History"/>.</summary>
    public IEnumerable<string> Option => History is { } commits ? [$"--depth={commits}"] : [];
}
