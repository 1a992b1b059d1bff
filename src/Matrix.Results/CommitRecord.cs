namespace Matrix.Results;

/// <summary>What a commit says of itself.</summary>
/// <param name="Date">When it was committed.</param>
/// <param name="Subject">The first line of its message, on one line and of bearable length: foreign text.</param>
public sealed record CommitRecord(DateTimeOffset Date, string Subject);
