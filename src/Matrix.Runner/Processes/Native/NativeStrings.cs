using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Matrix.Runner.Processes.Native;

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
