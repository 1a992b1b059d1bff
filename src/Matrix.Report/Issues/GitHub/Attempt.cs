namespace Matrix.Report.Issues.GitHub;

/// <summary>What came of sending a request once.</summary>
internal abstract record Attempt
{
    private Attempt(GitHubRequest request) => Request = request;

    public GitHubRequest Request { get; }

    /// <summary>Whether it is worth sending again, and safe.</summary>
    public abstract bool MayBeRepeated { get; }

    public sealed record Answered(GitHubRequest Request, GitHubAnswer Answer) : Attempt(Request)
    {
        public override bool MayBeRepeated => Answer.IsServersFault && Request.IsRepeatable;
    }

    /// <param name="WasSent">Whether GitHub may have got it.</param>
    public sealed record Failed(GitHubRequest Request, string Reason, bool WasSent) : Attempt(Request)
    {
        public override bool MayBeRepeated => Request.IsRepeatable || !WasSent;
    }
}
