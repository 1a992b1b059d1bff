using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Processes.Native;
using Microsoft.Win32.SafeHandles;

namespace Matrix.Runner.Processes;

internal sealed class ProcessRunner : IProcessRunner
{
    /// <summary>In the environment of every child: finds what has left its group and lost its parent.</summary>
    public const string MarkName = "MATRIX_PROCESS_TREE";

    private readonly ProcessSnapshots snapshots;

    public ProcessRunner() : this(Platform.Current.ProcessTable)
    {
    }

    public ProcessRunner(IProcessTable table)
    {
        snapshots = new ProcessSnapshots(table);
        ChildSignal.Attend();
        Platform.Current.Prepare();
    }

    public async Task<ProcessResult> RunAsync(CommandSpec command, IOutputSink output, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var mark = $"{MarkName}={Guid.NewGuid():N}";
        using var group = command.ForeignFolder is null ? null : Platform.Current.ControlGroups?.Make(command.Limits.MemoryBytes, command.Limits.Processes);
        try
        {
            var (child, pipe) = await StartAsync(command, mark, group);
            using (child)
            using (var pump = OutputPump.Start(pipe, output, command.Limits.LogBytes))
            {
                var running = new RunningProgram(command, child, new ProcessTree(child.Id, mark, snapshots) { Group = group }, pump)
                {
                    Disk = command.ForeignFolder is { } folder ? new DiskGauge(folder, command.Limits.DiskBytes, this) : null,
                    Group = group,
                };
                return await new ProcessRun(running).FollowAsync(cancellation);
            }
        }
        catch (NotStartedException exception)
        {
            return new ProcessResult(new ProcessExit.NotStarted(exception.Message), TimeSpan.Zero, PeakMemoryBytes: 0, Leaked: false);
        }
    }

    private static async Task<(ChildProcess Child, SafeFileHandle Pipe)> StartAsync(CommandSpec command, string mark, ControlGroup? group)
    {
        var path = ProgramPath.Of(command);
        var (reader, writer) = Platform.Current.OpenPipe();
        try
        {
            // Ours must be closed once the child has its own: the output ends when the last holder is gone.
            using (writer)
                return (await ChildProcess.StartAsync(
                    new SpawnRequest(Image(path, command), Arguments(path, command, group), Environment(command, mark), command.WorkingDirectory, writer)), reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private static string Image(string path, CommandSpec command) => command.ForeignFolder is null ? path : HardLimits.Shell;

    private static ImmutableArray<string> Arguments(string path, CommandSpec command, ControlGroup? group) =>
        command.ForeignFolder is null ? command.CommandLine : HardLimits.Around(path, command.Arguments, command.Limits, group?.Joins);

    private static ImmutableArray<string> Environment(CommandSpec command, string mark) =>
        [.. command.Environment.Remove(MarkName).Select(variable => $"{variable.Key}={variable.Value}"), mark];
}
