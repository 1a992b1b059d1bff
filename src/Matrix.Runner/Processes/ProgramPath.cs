using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Processes;

/// <summary>Which file a command means, by its own environment: <c>posix_spawnp</c> would search our PATH.</summary>
internal static class ProgramPath
{
    public static string Of(CommandSpec command)
    {
        if (!Directory.Exists(command.WorkingDirectory))
            throw new NotStartedException($"the working directory '{command.WorkingDirectory}' does not exist");

        return command.Program.Contains('/') ? Named(command) : Searched(command);
    }

    /// <summary>A bare name along the command's PATH.</summary>
    public static string? TryFind(CommandSpec command) =>
        command.Environment.GetValueOrDefault("PATH", "").Split(':')
            .Select(directory => Path.Combine(command.WorkingDirectory, directory, command.Program))
            .FirstOrDefault(Libc.IsExecutable);

    private static string Named(CommandSpec command)
    {
        var path = Path.Combine(command.WorkingDirectory, command.Program);
        if (Libc.IsExecutable(path))
            return path;

        throw new NotStartedException(
            Directory.Exists(path) ? $"'{path}' is a directory"
            : File.Exists(path) ? $"'{path}' is not executable"
            : $"'{path}' does not exist");
    }

    private static string Searched(CommandSpec command)
    {
        if (!command.Environment.TryGetValue("PATH", out var searchPath))
            throw new NotStartedException($"'{command.Program}' is to be searched, but the command's environment has no PATH");

        return TryFind(command) ?? throw new NotStartedException($"'{command.Program}' is in no directory of PATH ({searchPath})");
    }
}
