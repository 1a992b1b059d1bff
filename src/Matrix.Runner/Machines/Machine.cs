using System.Globalization;
using System.Runtime.InteropServices;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Machines;

/// <summary>What machine a sweep ran on: results depend on the processor, for crates ask it what it can do.</summary>
internal static class Machine
{
    public static async Task<PlatformRecord> DescribeAsync(TrustedPrograms programs, CancellationToken cancellation)
    {
        var processor = OperatingSystem.IsMacOS()
            ? await MacProcessor.ReadAsync(programs, cancellation)
            : LinuxProcessor.Parse(await File.ReadAllTextAsync("/proc/cpuinfo", cancellation));
        return new PlatformRecord(
            OperatingSystem.IsMacOS() ? "macos" : "linux",
            ProcessorKind,
            processor.Name,
            processor.Features,
            Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    /// <summary>As rustc calls this kind of machine, where no rustc can be asked: <c>x86_64-unknown-linux-gnu</c>.</summary>
    public static string Triple => $"{ProcessorKind}-{(OperatingSystem.IsMacOS() ? "apple-darwin" : "unknown-linux-gnu")}";

    private static string ProcessorKind =>
        RuntimeInformation.OSArchitecture switch { Architecture.X64 => "x86_64", Architecture.Arm64 => "aarch64", var other => other.ToString().ToLowerInvariant() };

    /// <summary>What the processor can do, in rustc's own words: other systems call the same otherwise.</summary>
    /// <returns>Null where the compiler does not say.</returns>
    public static async Task<IReadOnlyList<string>?> TargetFeaturesAsync(TrustedPrograms programs, string rustc, CancellationToken cancellation)
    {
        var answer = await programs.AskAsync(rustc, ["--print", "cfg", "-C", "target-cpu=native"], cancellation);
        return answer.IsSuccess ? TargetFeatures(answer.Text) : null;
    }

    /// <param name="cfg">Of <c>rustc --print cfg</c>: <c>target_feature="avx2"</c> among others.</param>
    public static IReadOnlyList<string> TargetFeatures(string cfg) =>
        [.. cfg.Split('\n').Select(line => line.Trim().Split('"')).Where(parts => parts is ["target_feature=", _, ""]).Select(parts => parts[1])];
}

internal sealed record Processor(string Name, IReadOnlyList<string> Features);

internal static class LinuxProcessor
{
    /// <param name="text">Of /proc/cpuinfo; x86_64 says <c>flags</c>, aarch64 <c>Features</c> and no name.</param>
    public static Processor Parse(string text)
    {
        var fields = text.Split('\n')
            .Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0].Trim())
            .ToDictionary(group => group.Key, group => group.First()[1].Trim());
        var name = fields.GetValueOrDefault("model name") ?? fields.GetValueOrDefault("CPU implementer") ?? "unknown";
        var features = fields.GetValueOrDefault("flags") ?? fields.GetValueOrDefault("Features") ?? "";
        return new Processor(name, features.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}

internal static class MacProcessor
{
    public static async Task<Processor> ReadAsync(TrustedPrograms programs, CancellationToken cancellation) =>
        Parse((await programs.AskAsync("/usr/sbin/sysctl", ["machdep.cpu", "hw.optional"], cancellation)).Text);

    /// <param name="text">Of <c>sysctl machdep.cpu hw.optional</c>: names and values.</param>
    public static Processor Parse(string text)
    {
        var fields = text.Split('\n')
            .Select(line => line.Split(": ", 2))
            .Where(parts => parts.Length == 2)
            .DistinctBy(parts => parts[0])
            .ToDictionary(parts => parts[0], parts => parts[1].Trim());
        var intel = $"{fields.GetValueOrDefault("machdep.cpu.features")} {fields.GetValueOrDefault("machdep.cpu.leaf7_features")}".ToLower(CultureInfo.InvariantCulture);
        var optional = fields.Where(field => field.Key.StartsWith("hw.optional.", StringComparison.Ordinal) && field.Value == "1")
            .Select(field => field.Key["hw.optional.".Length..]);
        return new Processor(
            fields.GetValueOrDefault("machdep.cpu.brand_string") ?? "unknown",
            [.. intel.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. optional]);
    }
}
