namespace Matrix.Runner.Processes.Native;

internal static class Platform
{
    public static IPlatform Current { get; } =
        OperatingSystem.IsLinux() ? new Linux()
        : OperatingSystem.IsMacOS() ? new MacOS()
        : throw new PlatformNotSupportedException("Cranelift Matrix runs on Linux and macOS");
}
