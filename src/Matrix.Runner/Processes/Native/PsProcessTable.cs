using System.Collections.Immutable;
using System.Text;

namespace Matrix.Runner.Processes.Native;

/// <summary>Asks <c>ps</c>, whose options here are those that macOS and Linux share.</summary>
internal sealed class PsProcessTable : IProcessTable
{
    // S: the time of children that have ended counts for their parent.
    private static readonly ImmutableArray<string> CommandLine =
        ["ps", "-axSo", "pid=,ppid=,pgid=,stat=,rss=,time=,lstart="];

    public TimeSpan Interval => TimeSpan.FromMilliseconds(500);

    public ImmutableArray<ProcessEntry> Read()
    {
        var (reader, writer) = Platform.Current.OpenPipe();
        using (reader)
        {
            int id;
            using (writer)
                id = PosixSpawn.Start(new SpawnRequest("/bin/ps", CommandLine, ["LC_ALL=C", "TZ=UTC"], "/", writer));

            var text = ReadToEnd(reader);
            Libc.AwaitEnd(id);
            _ = Libc.Reap(id);
            return [.. text.Split('\n').Select(PsLine.Parse).OfType<ProcessEntry>()];
        }
    }

    // macOS has a limit of a user's processes of its own, which is low.
    public int CountOfMachine() => 0;

    public long TransferredBytes(ProcessEntry entry) => 0;

    public TimeSpan WaitedForProcessor(ProcessEntry entry) => TimeSpan.Zero;

    // ps shows environments too, but not reliably those of others' programs; orphans cannot be adopted here anyway.
    public bool? CarriesMark(ProcessEntry orphan, string mark) => false;

    public void Reap(ProcessEntry orphan)
    {
        // launchd does.
    }

    private static string ReadToEnd(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[32 * 1024];
        for (var count = Libc.Read(file, buffer); count > 0; count = Libc.Read(file, buffer))
            bytes.Write(buffer, 0, count);

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
