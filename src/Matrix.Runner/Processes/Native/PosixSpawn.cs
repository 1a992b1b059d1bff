using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Matrix.Runner.Processes.Native;

/// <summary>Starts a program as a session of its own, with exactly the files, signals and environment it is given.</summary>
internal static partial class PosixSpawn
{
    private const int NoSuchFile = 2;   // ENOENT
    private const int OpenRead = 0;     // O_RDONLY

    // More than any C library's opaque structures need: the largest, glibc's attributes, takes 336 bytes.
    private const int OpaqueWords = 128;

    public static int Start(SpawnRequest request)
    {
        Span<ulong> actions = stackalloc ulong[OpaqueWords];
        Span<ulong> attributes = stackalloc ulong[OpaqueWords];
        Check(ActionsInit(actions));
        Check(AttributesInit(attributes));
        try
        {
            Describe(request, actions);
            Describe(attributes);
            return Start(request, actions, attributes);
        }
        finally
        {
            _ = ActionsDestroy(actions);
            _ = AttributesDestroy(attributes);
        }
    }

    // The output goes to its places first: it may itself have the number 0.
    private static void Describe(SpawnRequest request, Span<ulong> actions)
    {
        var output = (int)request.Output.DangerousGetHandle();
        Check(AddDuplicate(actions, output, 1));
        Check(AddDuplicate(actions, output, 2));
        Check(AddOpen(actions, 0, "/dev/null", OpenRead, 0));
        Check(AddChangeDirectory(actions, request.WorkingDirectory));
    }

    // .NET ignores SIGPIPE, and what is ignored stays so in a child: `yes | head` would never end.
    private static void Describe(Span<ulong> attributes)
    {
        Span<ulong> signals = stackalloc ulong[OpaqueWords];
        Check(FillSignals(signals));
        Check(SetDefaultSignals(attributes, signals));
        Check(EmptySignals(signals));
        Check(SetSignalMask(attributes, signals));
        Check(SetFlags(attributes, Platform.Current.SpawnFlags));
    }

    private static int Start(SpawnRequest request, Span<ulong> actions, Span<ulong> attributes)
    {
        using var arguments = new NativeStrings(request.Arguments);
        using var environment = new NativeStrings(request.Environment);
        var error = Spawn(out var id, request.Path, actions, attributes, arguments.Pointers, environment.Pointers);
        return error switch
        {
            0 => InGroupOfItsOwn(id),
            NoSuchFile when File.Exists(request.Path) =>
                throw new NotStartedException($"'{request.Path}' needs an interpreter or loader that does not exist"),
            _ => throw new NotStartedException($"'{request.Path}': {Marshal.GetPInvokeErrorMessage(error)}"),
        };
    }

    // All of its group will be killed one day. It must not be ours, whatever a C library makes of the flags.
    private static int InGroupOfItsOwn(int id)
    {
        if (Libc.GetProcessGroup(id) != Libc.GetProcessGroup(0))
            return id;

        _ = Libc.Kill(id, Libc.SigKill);
        throw new InvalidOperationException($"posix_spawn did not give the child {id} a session of its own");
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new NotStartedException(Marshal.GetPInvokeErrorMessage(error));
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(
        out int id, string path, Span<ulong> actions, Span<ulong> attributes, ReadOnlySpan<nint> arguments, ReadOnlySpan<nint> environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int ActionsInit(Span<ulong> actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int ActionsDestroy(Span<ulong> actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(Span<ulong> actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(Span<ulong> actions, int to, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddChangeDirectory(Span<ulong> actions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int AttributesInit(Span<ulong> attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int AttributesDestroy(Span<ulong> attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(Span<ulong> attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaultSignals(Span<ulong> attributes, ReadOnlySpan<ulong> signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetSignalMask(Span<ulong> attributes, ReadOnlySpan<ulong> signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    private static partial int FillSignals(Span<ulong> signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int EmptySignals(Span<ulong> signals);
}

/// <summary>A <c>char *[]</c> that ends with a null, as <c>argv</c> and <c>envp</c> do.</summary>
internal sealed class NativeStrings(ImmutableArray<string> strings) : IDisposable
{
    private readonly nint[] pointers = [.. strings.Select(Marshal.StringToCoTaskMemUTF8), 0];

    public ReadOnlySpan<nint> Pointers => pointers;

    public void Dispose()
    {
        foreach (var pointer in pointers)
            Marshal.FreeCoTaskMem(pointer);
    }
}
