namespace Matrix.Report.Tests.Issues.RealRuns;

/// <summary>A run that waits for an answer.</summary>
internal sealed class RequestHold
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => reached.Task;

    public void Release() => released.TrySetResult();

    public Task WaitAsync()
    {
        reached.TrySetResult();
        return released.Task;
    }
}
