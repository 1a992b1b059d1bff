using Matrix.Results;
using Matrix.Runner.Files;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Legs.Tests;

namespace Matrix.Runner.Legs;

/// <summary>The test executables of a leg and its package's programs.</summary>
internal static class BuiltExecutables
{
    /// <summary>Reads each once.</summary>
    /// <param name="ledger">Takes the intrinsics that are linked into them.</param>
    /// <returns>What each is called, and what is in it.</returns>
    public static IReadOnlyList<(string Label, TestExecutable Executable)> Read(
        IEnumerable<TestTarget> targets, IEnumerable<PackageProgram> programs, IntrinsicLedger ledger)
    {
        var read = targets
            .Where(target => target.Harness != TestHarness.Doctest)
            .Select(target => (target.Label, Path: target.Command.Program))
            .Concat(programs.Select(program => (Label: program.Name, program.Path)))
            .Where(one => ForeignFile.CanBeRead(one.Path))
            .DistinctBy(one => one.Path)
            .Select(one => (one.Label, Executable: TestExecutable.Read(one.Path)))
            .ToList();
        foreach (var (label, executable) in read)
        {
            foreach (var intrinsic in executable.Intrinsics)
                ledger.OnLinked(intrinsic, label);
        }

        return read;
    }
}
