using System.Diagnostics;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary><c>./matrix</c> in a checkout of a test's own, with a <c>dotnet</c> that only writes down when it builds.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), CancelAfter(120_000)]
public sealed class EntryScriptTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [SetUp]
    public void Prepare()
    {
        Script("matrix", File.ReadAllText(Repository.PathOf("matrix")));
        foreach (var part in new[] { "src/Matrix.Runner/x.cs", "Directory.Build.props", "Directory.Packages.props" })
            directory.File(part, "");

        // Two at a time would meet in this folder.
        Script("bin/dotnet", """
            #!/bin/sh
            [ "$1" = build ] || exit 0
            name=$(basename "$2")
            mkdir "$HOME/busy" || { echo "two at a time" >>"$HOME/log"; exit 1; }
            echo "$name" >>"$HOME/log"
            sleep "${BUILD_TAKES:-0.3}"
            mkdir -p "$HOME/artifacts/bin/$name/release"
            for program in matrix-runner matrix-report; do
                printf '#!/bin/sh\necho ran\n' >"$HOME/artifacts/bin/$name/release/$program"
                chmod +x "$HOME/artifacts/bin/$name/release/$program"
            done
            rmdir "$HOME/busy"
            """);
    }

    public void Dispose() => directory.Dispose();

    [Test]
    public async Task Two_at_once_build_once()
    {
        using var first = Start("1");
        using var second = Start("1");

        Assert.That((await EndAsync(first), await EndAsync(second)), Is.EqualTo(((0, "ran\n"), (0, "ran\n"))));
        Assert.That(Built(), Is.EqualTo(new[] { "Matrix.Runner", "Matrix.Report" }));
        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(directory.Path, "artifacts")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "bin", "build.log", ".built" }));
    }

    [Test]
    public async Task What_was_interrupted_is_built_again()
    {
        using var interrupted = Start("60");
        while (!Directory.Exists(Path.Combine(directory.Path, "busy")))
            await Task.Delay(50);
        interrupted.Kill(entireProcessTree: true);
        await interrupted.WaitForExitAsync();
        Directory.Delete(Path.Combine(directory.Path, "busy"));
        File.Delete(Path.Combine(directory.Path, "log"));

        using var again = Start("0");

        Assert.That(await EndAsync(again), Is.EqualTo((0, "ran\n")));
        Assert.That(Built(), Is.EqualTo(new[] { "Matrix.Runner", "Matrix.Report" }));
    }

    [Test]
    public async Task What_is_built_is_not_built_again_until_a_source_changes()
    {
        using var first = Start("0");
        await EndAsync(first);
        using var second = Start("0");
        await EndAsync(second);
        Assert.That(Built(), Has.Length.EqualTo(2));

        File.SetLastWriteTimeUtc(directory.File("src/Matrix.Runner/x.cs", "changed"), DateTime.UtcNow.AddSeconds(2));
        using var third = Start("0");
        await EndAsync(third);

        Assert.That(Built(), Has.Length.EqualTo(4));
    }

    [Test]
    public async Task Who_waits_is_told_for_whom()
    {
        using var first = Start("2");
        while (!Directory.Exists(Path.Combine(directory.Path, "busy")))
            await Task.Delay(50);
        using var second = Start("2");

        var told = await second.StandardError.ReadToEndAsync();
        await second.WaitForExitAsync();
        await EndAsync(first);

        Assert.That(told, Is.EqualTo($"another ./matrix (process {first.Id}) is building here: waiting for it\n"));
    }

    private string[] Built() => File.ReadAllLines(Path.Combine(directory.Path, "log"));

    private Process Start(string takes)
    {
        var start = new ProcessStartInfo(Path.Combine(directory.Path, "matrix"), ["plan"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = directory.Path;
        start.Environment["PATH"] = $"{directory.Path}/bin:{start.Environment["PATH"]}";
        start.Environment["BUILD_TAKES"] = takes;
        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Output)> EndAsync(Process process)
    {
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await errors;
        return (process.ExitCode, await output);
    }

    private void Script(string name, string text) =>
        File.SetUnixFileMode(directory.File(name, text), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
