using Matrix.Runner.Processes;

namespace Matrix.Runner.Machines;

/// <summary>Tells one start of this machine from the next.</summary>
internal static class Boot
{
    // https://docs.kernel.org/admin-guide/sysctl/kernel.html#random
    private const string OnLinux = "/proc/sys/kernel/random/boot_id";

    public static async Task<string> IdAsync(TrustedPrograms programs, CancellationToken cancellation) => File.Exists(OnLinux)
        ? (await File.ReadAllTextAsync(OnLinux, cancellation)).Trim()
        : (await programs.AskAsync("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"], cancellation)).FirstLine;
}
