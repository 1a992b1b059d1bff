namespace Matrix.Runner.Events;

internal interface ISweepProgress
{
    /// <summary>Called from several threads.</summary>
    void Report(SweepEvent happened);
}
