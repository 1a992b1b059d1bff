using Matrix.GitHub.Answering;

namespace Matrix.GitHub.Faults;

/// <summary>Which requests go wrong: what a test has said of the next ones, else what its source of chance says.</summary>
public sealed class FaultPlan
{
    private readonly List<(Func<Call, bool> Fits, Fault Fault)> waiting = [];
    private readonly Lock gate = new();

    /// <summary>Asked for every request that the script is silent about.</summary>
    public Func<Call, Fault?> Chance { get; set; } = _ => null;

    /// <summary>The next requests go wrong, one each.</summary>
    public void Next(params IEnumerable<FaultKind> kinds)
    {
        foreach (var kind in kinds)
            Next(new Fault(kind));
    }

    public void Next(params IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
            Next(_ => true, fault);
    }

    /// <summary>The next write goes wrong.</summary>
    public void NextWrite(params IEnumerable<FaultKind> kinds)
    {
        foreach (var kind in kinds)
            Next(call => call.IsWrite, new Fault(kind));
    }

    /// <summary>The next request of which this is true goes wrong.</summary>
    public void Next(Func<Call, bool> fits, Fault fault)
    {
        lock (gate)
            waiting.Add((fits, fault));
    }

    internal Fault? For(Call call)
    {
        lock (gate)
        {
            var index = waiting.FindIndex(entry => entry.Fits(call));
            if (index < 0)
                return Chance(call);

            var fault = waiting[index].Fault;
            waiting.RemoveAt(index);
            return fault;
        }
    }
}
