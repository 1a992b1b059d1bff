using System.Text.Json.Serialization;

namespace Matrix.Runner.Isolation;

internal enum IsolationMode
{
    /// <summary>The best the machine has; none is allowed, and said loudly.</summary>
    [JsonStringEnumMemberName("auto")] Auto,

    /// <summary>An error where it is missing.</summary>
    [JsonStringEnumMemberName("bubblewrap")] Bubblewrap,

    /// <summary>macOS's own; an error elsewhere.</summary>
    [JsonStringEnumMemberName("sandbox-exec")] SandboxExec,

    [JsonStringEnumMemberName("none")] None,
}
