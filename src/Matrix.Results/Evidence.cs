namespace Matrix.Results;

/// <summary>A log line that decided a class.</summary>
/// <param name="Log">Path relative to the results directory.</param>
/// <param name="Line">From 1.</param>
/// <param name="Text">The line, cut to 2,000 characters.</param>
public sealed record Evidence(string Log, int Line, string Text);

/// <summary>A place in a log.</summary>
/// <param name="Log">Path relative to the results directory, as it is on disk (with <c>.gz</c>).</param>
/// <param name="Line">From 1.</param>
public sealed record LogLine(string Log, int Line);

/// <summary>Lines of a log that belong together.</summary>
/// <param name="Log">Path relative to the results directory.</param>
/// <param name="First">From 1.</param>
/// <param name="Last">The last of them, too.</param>
public sealed record LogSpan(string Log, int First, int Last);

/// <summary>A compiler message in the log of a phase that builds.</summary>
/// <param name="Package">Whose compilation printed it, <c>name version</c>.</param>
/// <param name="First">From 1.</param>
/// <param name="Last">The last of its lines, too.</param>
public sealed record PackageMessage(string Package, int First, int Last)
{
    /// <summary>Of an error, the target that it is of, as cargo names it; null: it is none.</summary>
    public string? Target { get; init; }
}

/// <summary>What a rule says of a log of a leg.</summary>
public sealed record Observation
{
    /// <summary>Of the rule that matched.</summary>
    public required string Rule { get; init; }

    public required Phase Phase { get; init; }

    public required FailureClass Class { get; init; }

    public string? Subclass { get; init; }

    /// <summary>Where several rules match, the one with the smallest number decides.</summary>
    public int Precedence { get; init; } = int.MaxValue;

    public Confidence Confidence { get; init; } = Confidence.Suspected;

    public required Evidence Evidence { get; init; }

    /// <summary>Other lines that the rule asks for.</summary>
    public IReadOnlyList<Evidence> Companions { get; init => field = value ?? []; } = [];

    /// <summary>The test whose output it stands in, where that is known.</summary>
    public TestId? Test { get; init; }

    /// <summary>The package whose compilation printed it, <c>name version</c>, where that is known.</summary>
    public string? Package { get; init; }

    /// <summary>Where the rule says that it is tracked; null: it says nothing.</summary>
    public Upstream? Upstream { get; init; }
}

/// <summary>What the repositories of the backend know of a failure.</summary>
/// <param name="Issue"><c>owner/repository#123</c>; null: none is known.</param>
/// <param name="Labels">Of that repository, that fit.</param>
public sealed record Upstream(string? Issue, IReadOnlyList<string> Labels);
