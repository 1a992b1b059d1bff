using System.Collections.Immutable;

namespace Matrix.Runner.RustcCache;

/// <summary>A call of rustc, as cargo made it: anybody in a leg can make one, so nothing in it is to be believed.</summary>
internal sealed record ShimCall(string WorkingDirectory, ImmutableArray<string> Arguments, ImmutableSortedDictionary<string, string> Environment)
{
    /// <summary>How rustc ended, where it was tried and failed; null before.</summary>
    public string? Ended { get; init; }
}

/// <summary>What the shim is to do in place of becoming rustc.</summary>
internal abstract record ShimAnswer
{
    private ShimAnswer()
    {
    }

    /// <summary>Call rustc, and ask again if it fails.</summary>
    public sealed record TryIt : ShimAnswer;

    /// <summary>Put something where the call wanted it, print, and end well.</summary>
    /// <param name="Folder">Where the call wanted its files.</param>
    /// <param name="Files">Name → file to copy.</param>
    /// <param name="Texts">Name → content.</param>
    /// <param name="Printed">For standard error.</param>
    public sealed record Take(
        string Folder, ImmutableSortedDictionary<string, string> Files, ImmutableSortedDictionary<string, string> Texts, string Printed) : ShimAnswer;
}
