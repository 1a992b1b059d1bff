using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Matrix.Results;

namespace Matrix.Runner.Rules;

/// <summary>Where and when a line means what a rule says of it. What is not known of a log does not speak against a rule.</summary>
internal sealed record RuleConditions
{
    public static readonly RuleConditions None = new();

    public When When { get; init; } = When.Always;

    /// <summary>linux, macos; null: any.</summary>
    public string? Os { get; init; }

    /// <summary>x86_64, aarch64; null: any.</summary>
    public string? Arch { get; init; }

    /// <summary>The first day of the compiler's commit that prints it.</summary>
    public DateOnly? BackendFrom { get; init; }

    /// <summary>The first day of the compiler's commit that does not print it any more.</summary>
    public DateOnly? BackendBefore { get; init; }

    /// <summary>How the process ended: <c>SIGABRT</c>, <c>101</c>; empty: in any way.</summary>
    public ImmutableArray<string> Exits { get; init; } = [];

    public bool HoldIn(LogContext context) =>
        (When.Includes(context.Phase) || (When == When.Building && context.IsOfCompiler))
        && (Os is null || context.Os is null || Os == context.Os)
        && (Arch is null || context.Arch is null || Arch == context.Arch)
        && (BackendFrom is null || context.Backend is null || context.Backend >= BackendFrom)
        && (BackendBefore is null || context.Backend is null || context.Backend < BackendBefore)
        && (Exits.IsEmpty || context.Exit is null || Exits.Contains(context.Exit));
}

/// <summary>What is known of a log besides its lines.</summary>
/// <param name="Exit">How its process ended: <c>SIGABRT</c>, <c>101</c>; null where that is not known.</param>
/// <param name="Backend">The day of the compiler's commit.</param>
internal sealed record LogContext(Phase Phase, string? Exit = null, string? Os = null, string? Arch = null, DateOnly? Backend = null)
{
    /// <summary>They are the compiler's lines, though the phase is one that tests.</summary>
    public bool IsOfCompiler { get; init; }

    public static string? NameOf(ProcessExit? exit) => exit switch
    {
        ProcessExit.Exited exited => exited.Code.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ProcessExit.Signalled signalled => signalled.Name ?? $"signal-{signalled.Signal}",
        _ => null,
    };
}

/// <summary>In which phases a line means what it says.</summary>
internal enum When
{
    [JsonStringEnumMemberName("always")] Always,
    [JsonStringEnumMemberName("building")] Building,
    [JsonStringEnumMemberName("testing")] Testing,
}

internal static class WhenPhases
{
    public static bool Includes(this When when, Phase phase) => when switch
    {
        When.Building => !phase.RunsTests(),
        When.Testing => phase.RunsTests(),
        _ => true,
    };
}
