using System.Runtime.InteropServices;
using System.Text;

namespace Matrix.Faults;

/// <summary>faults.c, which this program was started with.</summary>
internal sealed class FaultLibrary
{
    private readonly WatchCall watch;
    private readonly CountCall count;

    public FaultLibrary(string path)
    {
        // It is loaded already (LD_PRELOAD): this only finds it.
        var library = NativeLibrary.Load(path);
        watch = Marshal.GetDelegateForFunctionPointer<WatchCall>(NativeLibrary.GetExport(library, "faults_watch"));
        count = Marshal.GetDelegateForFunctionPointer<CountCall>(NativeLibrary.GetExport(library, "faults_count"));
    }

    /// <summary>Calls since the last <see cref="Watch"/>.</summary>
    public long Count => count();

    public void Watch(string folder, string journal, FaultKind kind, long at) => watch(
        Bytes(folder), Bytes(journal), (int)kind, at);

    public void Rest() => watch(Bytes(""), null, 0, 0);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text + '\0');

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void WatchCall(byte[] folder, byte[]? journal, int kind, long at);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate long CountCall();
}
