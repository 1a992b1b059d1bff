using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>How a process ended. What it means is decided elsewhere.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Exited), "exited")]
[JsonDerivedType(typeof(Signalled), "signalled")]
[JsonDerivedType(typeof(TimedOut), "timed-out")]
[JsonDerivedType(typeof(WentSilent), "went-silent")]
[JsonDerivedType(typeof(WentIdle), "went-idle")]
[JsonDerivedType(typeof(OutOfMemory), "out-of-memory")]
[JsonDerivedType(typeof(OutOfDisk), "out-of-disk")]
[JsonDerivedType(typeof(TooManyProcesses), "too-many-processes")]
[JsonDerivedType(typeof(LogTooLarge), "log-too-large")]
[JsonDerivedType(typeof(NotStarted), "not-started")]
public abstract record ProcessExit
{
    private ProcessExit()
    {
    }

    [JsonIgnore]
    public bool IsSuccess => this is Exited { Code: 0 };

    /// <summary>The limits and the machine end a process too: such an end says nothing about the code that ran.</summary>
    [JsonIgnore]
    public bool IsEnvironmental => this is not (Exited or Signalled);

    /// <param name="Code">0 to 255.</param>
    public sealed record Exited(int Code) : ProcessExit
    {
        public override string ToString() => $"exit code {Code}";
    }

    /// <param name="Signal">1 to 64, as numbered on the platform of the run.</param>
    public sealed record Signalled(int Signal) : ProcessExit
    {
        /// <summary>Its name on the platform of the run, which may not be the reader's; null where it has none.</summary>
        public string? Name { get; init; } = SignalNames.Of(Signal);

        public override string ToString() => $"signal {Signal}{(Name is null ? "" : $" ({Name})")}";
    }

    /// <param name="Seconds">The limit that was reached.</param>
    public sealed record TimedOut(double Seconds) : ProcessExit
    {
        public override string ToString() => $"timed out after {Seconds:0.#} s";
    }

    /// <param name="Seconds">How long nothing was printed.</param>
    public sealed record WentSilent(double Seconds) : ProcessExit
    {
        public override string ToString() => $"printed nothing for {Seconds:0.#} s";
    }

    /// <param name="Seconds">How long it neither printed nor worked, nor read or wrote anything.</param>
    public sealed record WentIdle(double Seconds) : ProcessExit
    {
        public override string ToString() => $"did nothing for {Seconds:0.#} s";
    }

    /// <param name="LimitBytes">The limit that the process tree went over.</param>
    public sealed record OutOfMemory(long LimitBytes) : ProcessExit
    {
        public override string ToString() => $"used more than {LimitBytes / 1024 / 1024} MiB of memory";
    }

    /// <param name="LimitBytes">The limit that the leg's own folders went over.</param>
    public sealed record OutOfDisk(long LimitBytes) : ProcessExit
    {
        public override string ToString() => $"filled more than {LimitBytes / 1024 / 1024} MiB of disk";
    }

    /// <param name="Limit">Processes and threads at a time.</param>
    public sealed record TooManyProcesses(int Limit) : ProcessExit
    {
        public override string ToString() => $"had more than {Limit} processes and threads";
    }

    /// <param name="LimitBytes">The limit that the output went over.</param>
    public sealed record LogTooLarge(long LimitBytes) : ProcessExit
    {
        public override string ToString() => $"printed more than {LimitBytes / 1024 / 1024} MiB";
    }

    /// <param name="Reason">In words.</param>
    public sealed record NotStarted(string Reason) : ProcessExit
    {
        public override string ToString() => $"could not start: {Reason}";
    }
}

internal static class SignalNames
{
    // Numbers that Linux and macOS share; 7 and 10 differ (SIGBUS is 7 on Linux, 10 on macOS).
    public static string? Of(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        7 when OperatingSystem.IsLinux() => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        10 when OperatingSystem.IsMacOS() => "SIGBUS",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        _ => null,
    };
}
