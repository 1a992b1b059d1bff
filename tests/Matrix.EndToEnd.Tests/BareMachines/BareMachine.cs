using System.Diagnostics;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests.BareMachines;

/// <summary>
/// A bare Debian as debootstrap makes it, with the .NET SDK and rustup's stable toolchain bound in and nothing else: no lists of packages, no git, no
/// compiler. It has this checkout in the home of a person, below a path that not everybody expects, and a toolchain with the backend in /opt/rust.
/// </summary>
internal sealed class BareMachine : IDisposable
{
    public const string Person = "person";
    public const string Checkout = "/home/jörg müller/cranelift matrix";
    public const string Rust = "/opt/rust";

    private static readonly SweepFolder Place = SweepFolder.ForAllTests();
    private static readonly Lazy<Task<string>> Root = new(MakeAsync);

    private readonly TemporaryDirectory layer = new();

    /// <summary>Skips the test, with the reason, where no such machine can be made.</summary>
    public static async Task<BareMachine> PrepareAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/usr/sbin/debootstrap"))
            Assert.Ignore("a bare machine is made by root with debootstrap");
        await RealToolchain.RequireAsync();
        await Root.Value;
        return new BareMachine();
    }

    /// <summary>A path of the machine, as this one sees what has been written there.</summary>
    public string PathOf(string path) => Path.Combine(layer.Path, "upper", path.TrimStart('/'));

    /// <param name="command">For sh, in the checkout.</param>
    /// <param name="user"><c>root</c>, or <see cref="Person"/>, who may not become root.</param>
    /// <param name="withNetwork">False: not even a loopback.</param>
    public async Task<ProgramEnd> RunAsync(string command, string user, CancellationToken cancellation, bool withNetwork = true)
    {
        IEnumerable<string> apart = ["--mount", "--pid", "--fork", "--kill-child", .. withNetwork ? Array.Empty<string>() : ["--net"]];
        var start = new ProcessStartInfo(
            "unshare",
            [.. apart, "sh", Enter, await Root.Value, layer.Path, user, .. Variables, "sh", "-c", $"cd '{Checkout}' && {{ {command}; }} </dev/null"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BIND"] = string.Join('\n', Bound.Select(pair => $"{pair.From}\t{pair.To}"));
        using var process = Process.Start(start)!;
        await using var kill = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        var end = new ProgramEnd(process.ExitCode, await output, await errors);
        await TestContext.Progress.WriteLineAsync($"--- {user}: {command}\n{end}");
        return end;
    }

    public void Dispose() => layer.Dispose();

    private static string Enter => Repository.PathOf("tests/Matrix.EndToEnd.Tests/BareMachines/enter");

    // How NuGet is to behave on this machine's network is no business of the bare one's user.
    private static IEnumerable<string> Variables =>
    [
        "DOTNET_NOLOGO=1", "DOTNET_CLI_TELEMETRY_OPTOUT=1", "RUSTUP_AUTO_INSTALL=0",
        .. Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("NUGET_CERT", StringComparison.Ordinal))
            .Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}"),
    ];

    // …/shared/Microsoft.NETCore.App/10.0.1/
    private static string Dotnet => Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    private static IEnumerable<(string From, string To)> Bound =>
    [
        (Dotnet, "/usr/share/dotnet"),
        (Path.Combine(Home, ".cargo/bin"), "/opt/cargo/bin"),
        .. Directory.EnumerateDirectories(Path.Combine(Home, ".rustup/toolchains"), "stable-*").Select(folder => (folder, $"/opt/rustup/toolchains/{Path.GetFileName(folder)}")),
    ];

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static async Task<string> MakeAsync()
    {
        var folder = Place.PathOf("bare");
        var script = Repository.PathOf("tests/Matrix.EndToEnd.Tests/BareMachines/make");
        var toolchain = await RealToolchain.NameAsync();
        var start = new ProcessStartInfo("sh", [script, folder, Repository.Root, Checkout, toolchain]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{await output}\n{await errors}");
        return folder;
    }
}
