namespace Matrix.Runner.Rules.Corpus;

/// <summary>A piece of real output that somebody labelled, in the corpus's own words.</summary>
/// <param name="Position">Its file and line.</param>
internal sealed record CorpusEntry(string Position, string Id, string Text, string Class, string? Subclass, Blame Owner)
{
    /// <summary>How far it came: <c>rustc-error</c>, <c>test-crash:SIGABRT</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>The compiler's version, its date, or nothing.</summary>
    public string? Toolchain { get; init; }

    /// <summary>A target triple or a part of one.</summary>
    public string? Target { get; init; }
}
