using Matrix.GitHub.Answering;
using Matrix.GitHub.Faults;

namespace Matrix.GitHub;

/// <summary>A request that the server has got, and what became of it.</summary>
public sealed record JournalEntry(Call Call, DateTimeOffset Time)
{
    /// <summary>The repository it was about, by the name it has now; null for none.</summary>
    public string? Repository { get; internal set; }

    /// <summary>0: it was not answered.</summary>
    public int Status { get; internal set; }

    public Fault? Fault { get; internal set; }

    /// <summary>Whether a write was done, answered or not.</summary>
    public bool TookEffect { get; internal set; }

    public override string ToString() => $"{Call.Method} {Call.Target} -> {Status}{(Fault is null ? "" : $" ({Fault.Kind})")}";
}
