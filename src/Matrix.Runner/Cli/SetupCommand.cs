using System.CommandLine;

namespace Matrix.Runner.Cli;

internal static class SetupCommand
{
    public static Command Create(CheckoutPaths installation)
    {
        var toolchain = new Option<string?>("--toolchain") { Description = "A rustup name, a linked toolchain, a directory, or the path of a librustc_codegen_cranelift.", HelpName = "T" };
        var config = new Option<string?>("--config") { Description = "Settings file. Default: matrix.yaml of this checkout.", HelpName = "FILE" };
        var noInstall = new Option<bool>("--no-install") { Description = "Only look; install and build nothing." };

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
        command.SetAction((parsed, cancellation) => ExitCodes.OfAsync(
            () => new Setup(installation, parsed.GetValue(config)).ExecuteAsync(
                parsed.GetValue(toolchain), !parsed.GetValue(noInstall), cancellation),
            cancellation));
        return command;
    }
}
