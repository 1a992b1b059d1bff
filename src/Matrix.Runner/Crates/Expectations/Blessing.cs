namespace Matrix.Runner.Crates.Expectations;

/// <summary>A change of one crate's <c>expect</c> entries that makes them say what came.</summary>
internal abstract record Blessing
{
    private Blessing()
    {
    }

    /// <param name="Position">Among the crate's entries, from 0.</param>
    public sealed record Remove(int Position) : Blessing;

    public sealed record Replace(int Position, ExpectEntry Entry) : Blessing;

    /// <summary>Below the others.</summary>
    public sealed record Add(ExpectEntry Entry) : Blessing;
}
