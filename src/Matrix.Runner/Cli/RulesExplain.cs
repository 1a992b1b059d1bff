using System.IO.Compression;
using System.Text;
using Matrix.Results;
using Matrix.Runner.Processes;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Corpus;
using Matrix.Runner.Rules.Loading;
using Matrix.Yaml;

namespace Matrix.Runner.Cli;

/// <summary><c>./matrix rules explain LOG</c>: one pass over the log, holding only the lines that some rule asks for.</summary>
internal sealed class RulesExplain(CheckoutPaths installation)
{
    private const string Hint = "name a log: text, or gzip-compressed text";

    public ExitCode Execute(string path, string? phase, CancellationToken cancellation)
    {
        var context = new LogContext(phase is null ? PhaseOf(path) : Parsed(phase));
        var reading = new LogReading(RulesLoader.Load(installation.Rules).Rules, ShownPath.Of(path));
        try
        {
            Read(path, reading, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new MatrixException(ExitCode.Usage, $"{Quoted.Bare(path)}: cannot be read: {error.Message}", Hint);
        }

        foreach (var line in Explanation.Of(reading, context))
            Console.Out.WriteLine(line);
        return ExitCode.Ok;
    }

    private static void Read(string path, LogReading reading, CancellationToken cancellation)
    {
        using var file = File.OpenRead(path);
        using Stream text = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var lines = new LineSplitter(reading.OnLine);
        var chunk = new byte[1 << 16];
        while (text.Read(chunk) is > 0 and var read)
        {
            cancellation.ThrowIfCancellationRequested();
            lines.Write(chunk.AsSpan(0, read));
        }

        lines.Complete();
    }

    // A results directory calls a log after its phase: test.log.gz, build.2.log.gz.
    private static Phase PhaseOf(string path) =>
        WireName.TryParse<Phase>(Path.GetFileName(path).Split('.')[0], out var phase) ? phase : Phase.Build;

    private static Phase Parsed(string name) =>
        WireName.TryParse<Phase>(name, out var phase)
            ? phase
            : throw new MatrixException(ExitCode.Usage, $"--phase {name} is not known", $"give one of {string.Join(", ", WireName.All<Phase>())}");
}
