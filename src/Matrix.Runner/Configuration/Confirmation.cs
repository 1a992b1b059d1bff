namespace Matrix.Runner.Configuration;

/// <summary>When a failure counts.</summary>
/// <param name="Failures">So often it must have shown, from 1.</param>
/// <param name="Runs">A test whose runs disagree is run so often, to tell its rate; not less than the failures.</param>
internal sealed record Confirmation(int Failures, int Runs)
{
    public static readonly Confirmation Default = new(2, 3);

    /// <summary>As it stands in matrix.yaml and run.json: <c>2 of 3</c>.</summary>
    public override string ToString() => $"{Failures} of {Runs}";
}
