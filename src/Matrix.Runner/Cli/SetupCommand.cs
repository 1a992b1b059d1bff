using System.CommandLine;
using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Toolchains;
using Matrix.Terminal;

namespace Matrix.Runner.Cli;

internal static class SetupCommand
{
    public static Command Create(CheckoutPaths checkout)
    {
        var toolchain = new Option<string?>("--toolchain") { Description = "A rustup name, a linked toolchain, a directory, or the path of a librustc_codegen_cranelift.", HelpName = "T" };
        var config = new Option<string?>("--config") { Description = "Settings file. Default: matrix.yaml of this checkout.", HelpName = "FILE" };
        var noInstall = new Option<bool>("--no-install") { Description = "Only check; install and build nothing." };

        var command = new Command("setup", """
            Checks everything a sweep needs, installs what it can, and explains each thing that is missing.

            A toolchain with both code generators is looked for in this order: the one that is named (--toolchain, matrix.yaml,
            MATRIX_TOOLCHAIN); nightly with the component rustc-codegen-cranelift-preview, which is added, or the newest of the last 30
            days that has it; another one that is installed and has the backend; a build from Debian's source packages, where the Rust
            project's servers cannot be reached (12 minutes, 5 GB of disk).

            Exit codes: 0 a sweep can run; 2 usage; 5 something is missing; 70 a bug.
            """)
        {
            toolchain, config, noInstall,
        };
        command.Runs((parsed, cancellation) => new Setup(checkout, parsed.GetValue(config)).ExecuteAsync(
                parsed.GetValue(toolchain), !parsed.GetValue(noInstall), cancellation));
        return command;
    }
}

/// <summary>Looks for each thing that a sweep needs, and says what it found.</summary>
internal sealed class Setup(CheckoutPaths checkout, string? configPath)
{
    private readonly HostTools host = new(checkout, Say);

    public async Task<ExitCode> ExecuteAsync(string? toolchain, bool mayInstall, CancellationToken cancellation)
    {
        var config = configPath is null ? ConfigLoader.Load(checkout.Config) : ConfigLoader.LoadNamed(configPath);
        var isComplete = await host.Needed.TellAsync(mayInstall, cancellation);
        var isolation = await host.ChooseSandboxAsync(config.Isolation, cancellation);
        Say(isolation.Warning is { } warning ? $"isolation: {warning}" : $"isolation: {isolation.Sandbox.Name}");

        Say($"limits of memory and processes: {Keeper}");

        Say($"nightlies: {(await host.Nightlies.NewestAsync(cancellation)).Words}");

        await host.ProvideToolchainAsync(ToolchainRequest.Of(toolchain, config, mayInstall), cancellation);
        Say((isComplete, isolation.Warning) switch
        {
            (false, _) => "a sweep cannot run yet: see above",
            (true, null) => "a sweep can run: ./matrix sweep",
            (true, _) => "a sweep can run, but WITHOUT isolation: see above",
        });
        return isComplete ? ExitCode.Ok : ExitCode.Environment;
    }

    // In Processes/Native alone is it asked which system this is.
    private static string Keeper => Processes.Native.Platform.Current.ControlGroups is { LimitMemory: true }
        ? "kept by the kernel (control groups)"
        : "looked at every moment; the kernel keeps them in a control group of one's own: as root, or by systemd-run --user --scope -p Delegate=yes ./matrix …";

    private static void Say(string line) => Console.Out.WriteLine(line);
}
