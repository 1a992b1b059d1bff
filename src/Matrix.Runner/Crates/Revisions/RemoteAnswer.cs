namespace Matrix.Runner.Crates.Revisions;

/// <summary>What came of asking a repository for its references.</summary>
internal abstract record RemoteAnswer
{
    private RemoteAnswer()
    {
    }

    /// <param name="MovedTo">The address that its server sends everybody to; null: it is where the list says.</param>
    public sealed record Answered(RemoteReferences References, string? MovedTo) : RemoteAnswer;

    /// <summary>It is not there, or not for everybody.</summary>
    public sealed record Gone(string Why) : RemoteAnswer;

    /// <summary>Whether it is there is not known.</summary>
    public sealed record Unasked(string Why) : RemoteAnswer;
}
