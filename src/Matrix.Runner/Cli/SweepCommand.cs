using System.CommandLine;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Isolation;
using Matrix.Terminal;

namespace Matrix.Runner.Cli;

internal static class SweepCommand
{
    public static Command Create(CheckoutPaths checkout)
    {
        var config = new Option<string?>("--config") { Description = "Settings file. Default: matrix.yaml of this checkout.", HelpName = "FILE" };
        var list = new Option<string?>("--list") { Description = "Crates list. Default: the one matrix.yaml names (the smoke list).", HelpName = "FILE" };
        var crates = new Option<string[]>("--crate") { Description = "Only these crates of the list; may be given several times.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var output = new Option<string?>("--out") { Description = "Results directory. Default: results/<time>-<list>.", HelpName = "DIR" };
        var jobs = new Option<int?>("--jobs") { Description = "Crates at a time, 1 to 1024. Default: the number of cores.", HelpName = "N" };
        var shard = new Option<string?>("--shard") { Description = "Only part K of N of the list; the N parts together are the whole list.", HelpName = "K/N" };
        var plan = new Option<string?>("--plan") { Description = "A plan written by ./matrix plan --out, which says which crates shard K of N has on this platform.", HelpName = "FILE" };
        var resume = new Option<bool>("--resume") { Description = "Finish an interrupted sweep, named by --out; nothing is done twice." };
        var toolchain = new Option<string?>("--toolchain") { Description = "A rustup name, a linked toolchain, a directory, or the path of a librustc_codegen_cranelift. Default: matrix.yaml, MATRIX_TOOLCHAIN, nightly.", HelpName = "T" };
        var backend = new Option<string?>("--backend") { Description = "The candidate, by its name under 'backends' in matrix.yaml. Default: the first of its candidates, Cranelift.", HelpName = "NAME" };
        var isolation = new Option<string?>("--isolation") { Description = "auto, bubblewrap, sandbox-exec or none. Default: matrix.yaml.", HelpName = "M" };
        var measure = new Option<int?>("--measure") { Description = "Afterwards measure build times with both backends: N rounds (1 to 100), one crate at a time. Use an otherwise idle machine.", HelpName = "N" };
        var against = new Option<string?>("--against") { Description = "llvm: an A/A sweep, with LLVM in both places. It must accuse no crate; any it does accuse is noise.", HelpName = "B" };
        var fresh = new Option<bool>("--fresh") { Description = "Run all legs, even if nothing has changed since an earlier sweep." };
        var keep = new Option<bool>("--keep-work") { Description = "Keep sources and target directories in DIR/work." };
        var noInstall = new Option<bool>("--no-install") { Description = "Never install or build a toolchain; fail if there is none." };

        var command = new Command("sweep", """
            Builds and tests every crate of a list with LLVM and with Cranelift, or another candidate of matrix.yaml, and says what differs.

            It executes the build scripts and tests of foreign crates: without network, and in a sandbox where bubblewrap is installed.
            The results directory is written as the sweep goes; after Ctrl+C or a crash, --resume finishes it.

            Examples:
              ./matrix sweep
              ./matrix sweep --list crates-list/popular.yaml --crate memchr --crate regex
              ./matrix sweep --out results/today --resume
              ./matrix sweep --out results/today --resume --measure 5
              ./matrix sweep --list crates-list/popular.yaml --plan plan.json --shard 2/8
              ./matrix sweep --against llvm

            Exit codes: 0 nothing regressed unexpectedly; 2 usage; 3 something regressed, or --against accused somebody; 4 nothing ran;
            5 a program or toolchain is missing, or the disk does not take the results (--resume goes on); 70 a bug; 130 cancelled.
            """)
        {
            config, list, crates, output, jobs, shard, plan, resume, toolchain, backend, isolation, measure, against, fresh, keep, noInstall,
        };
        command.Runs(async (parsed, cancellation) =>
        {
            var options = new SweepOptions
            {
                Config = parsed.GetValue(config),
                List = parsed.GetValue(list),
                Crates = parsed.GetValue(crates) ?? [],
                Out = parsed.GetValue(output),
                Jobs = JobsOf(parsed.GetValue(jobs)),
                Shard = parsed.GetValue(shard) is { } part ? Shard.Parse(part) : null,
                Plan = parsed.GetValue(plan),
                Resume = parsed.GetValue(resume),
                Toolchain = parsed.GetValue(toolchain),
                Backend = parsed.GetValue(backend),
                Isolation = IsolationOf(parsed.GetValue(isolation)),
                Measure = RoundsOf(parsed.GetValue(measure)),
                IsAgainstItself = IsAgainstItself(parsed.GetValue(against), parsed.GetValue(measure)),
                Fresh = parsed.GetValue(fresh),
                KeepWork = parsed.GetValue(keep),
                MayInstall = !parsed.GetValue(noInstall),
            };
            return await new Sweeper(checkout, options).ExecuteAsync(cancellation);
        });
        return command;
    }

    private static int? JobsOf(int? jobs) => jobs is null or (>= 1 and <= 1024)
        ? jobs
        : throw new MatrixException(ExitCode.Usage, $"--jobs {jobs} is not a number of jobs", "give a number from 1 to 1024");

    private static int? RoundsOf(int? rounds) => rounds is null or (>= 1 and <= 100)
        ? rounds
        : throw new MatrixException(ExitCode.Usage, $"--measure {rounds} is not a number of rounds", "give a number from 1 to 100");

    private static bool IsAgainstItself(string? against, int? rounds) => (against, rounds) switch
    {
        (null, _) => false,
        ("llvm", null) => true,
        ("llvm", _) => throw new MatrixException(ExitCode.Usage, "--against llvm measures noise, and --measure build times", "give one of them"),
        _ => throw new MatrixException(ExitCode.Usage, $"--against {against} is not known", "give llvm, or leave it out: Cranelift is compared"),
    };

    private static IsolationMode? IsolationOf(string? text)
    {
        if (text is null)
            return null;

        return WireName.TryParse<IsolationMode>(text, out var mode)
            ? mode
            : throw new MatrixException(ExitCode.Usage, $"--isolation {text} is not known", $"give one of {string.Join(", ", WireName.All<IsolationMode>())}");
    }
}
