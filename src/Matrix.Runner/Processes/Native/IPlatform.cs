using Microsoft.Win32.SafeHandles;

namespace Matrix.Runner.Processes.Native;

/// <summary>What differs between the systems. Nothing else in Processes/ asks which one it is on.</summary>
internal interface IPlatform
{
    /// <summary>For <c>posix_spawn</c>: a session of its own, signals as a fresh program has them, none of our files.</summary>
    short SpawnFlags { get; }

    /// <summary>For <c>waitid</c>: tell that it has ended, and leave it there.</summary>
    int WaitWithoutReaping { get; }

    int SigChld { get; }

    int SigCont { get; }

    IProcessTable ProcessTable { get; }

    /// <summary>Null where the kernel keeps no limits of whole trees, or may not be asked to.</summary>
    ControlGroups? ControlGroups { get; }

    /// <summary>Once per process, before the first child.</summary>
    void Prepare();

    /// <summary>A pipe that no child inherits.</summary>
    (SafeFileHandle Reader, SafeFileHandle Writer) OpenPipe();

    /// <param name="maxResident">As <c>wait4</c> gave it: of the child or of the largest that it waited for.</param>
    /// <returns>0 where that says nothing.</returns>
    long LargestProcessBytes(long maxResident);
}
