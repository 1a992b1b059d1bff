namespace Matrix.GitHub.Faults;

/// <summary>What can go wrong with a request. Those with "after" come when what was asked for has been done: only the answer is lost.</summary>
public enum FaultKind
{
    /// <summary>The hour's requests are used up, until <see cref="Fault.Wait"/> from now.</summary>
    PrimaryLimit,

    /// <summary>Too much at once: refused until <see cref="Fault.Wait"/> from now, which <c>Retry-After</c> says.</summary>
    SecondaryLimit,

    /// <summary>The same, but only the message says what it is.</summary>
    SecondaryLimitUntold,

    /// <summary>The status says 502 (or <see cref="Fault.Status"/>), with JSON.</summary>
    GatewayBefore,
    GatewayAfter,

    /// <summary>The status says 503, with a page for people.</summary>
    HtmlBefore,
    HtmlAfter,

    /// <summary>All seems well, but in place of JSON there is a page for people, as of a proxy that asks for a password.</summary>
    HtmlInPlaceOfJson,
    DroppedBefore,
    DroppedAfter,

    /// <summary>Nothing comes until the client goes.</summary>
    SilentBefore,
    SilentAfter,

    /// <summary>The connection ends within the JSON.</summary>
    Truncated,

    /// <summary>The JSON ends too early, although the connection does not.</summary>
    HalfJson,

    /// <summary>All seems well, but the answer is <see cref="Fault.Body"/>, which GitHub's description is not asked about.</summary>
    Forged,
}

public sealed record Fault(FaultKind Kind)
{
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(1);

    public int Status { get; init; } = Kind == FaultKind.Forged ? 200 : 502;

    public string Body { get; init; } = "{}";

    /// <summary>Headers of an answer that is forged.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    internal bool IsAfter => Kind is
        FaultKind.GatewayAfter or FaultKind.HtmlAfter or FaultKind.HtmlInPlaceOfJson or FaultKind.DroppedAfter or FaultKind.SilentAfter or FaultKind.Truncated or FaultKind.HalfJson;
}
