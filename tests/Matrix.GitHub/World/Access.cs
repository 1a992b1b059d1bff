namespace Matrix.GitHub.World;

/// <summary>What a token may do with issues.</summary>
public enum Access
{
    Nothing,
    Read,

    /// <summary>Open issues and comment, as anybody may in public. Labels that such a one names are dropped without a word.</summary>
    Participate,
    Write,
}

/// <summary>The kinds that answer differently when something is not permitted.</summary>
public enum TokenKind
{
    Classic,
    FineGrained,

    /// <summary>What a workflow on GitHub is given.</summary>
    Installation,
}
