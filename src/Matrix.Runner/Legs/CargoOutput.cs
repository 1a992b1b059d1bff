using System.Text;
using System.Text.Json;
using Matrix.Results;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Legs;

/// <summary>
/// Reads what cargo prints with <c>-vv --message-format=json</c>, and writes it to the log as a person would want to read it: compiler
/// messages as text, rustc calls without the environment in front of them. The calls are only for people: text is no protocol.
/// </summary>
internal sealed class CargoOutput(PhaseLog log, Phase phase, LegFindings findings)
{
    /// <summary>What stands in the log before the package of a message without a place.</summary>
    private const string WhileCompiling = "  = while compiling ";

    private const string RunningText = "     Running `";

    /// <summary>What a call of rustc begins with.</summary>
    public static ReadOnlySpan<byte> Running => "     Running `"u8;

    /// <summary>What the tool's own findings begin with.</summary>
    public static ReadOnlySpan<byte> Found => "==> undefined"u8;

    // A rustc call is printed with its environment, and a package's description may have several lines.
    private const int LongestCall = 256 << 10;

    private readonly StringBuilder call = new();

    public void OnLine(ReadOnlySpan<byte> line)
    {
        // What a procedural macro prints may begin like a call and never end: cargo's own words end it.
        var isCall = line.StartsWith(Running);
        var isMessage = line.StartsWith("{\"reason\":\""u8);
        if (isCall || isMessage)
            Complete();

        if (isCall || call.Length > 0)
            OnCall(line);
        else if (!isMessage || !OnMessage(line))
            Write(line, package: null);
    }

    /// <summary>Nothing comes any more.</summary>
    public void Complete()
    {
        if (call.Length == 0)
            return;

        var lines = call.ToString().Split('\n');
        call.Clear();
        foreach (var line in lines)
            Write(Encoding.UTF8.GetBytes(line), package: null);
    }

    /// <summary>Adds what the tool itself found out to what was printed.</summary>
    public void Add(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Write(Encoding.UTF8.GetBytes(line), package: null);
    }

    private void OnCall(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        call.Append(call.Length > 0 ? "\n" : "").Append(text);
        if (call.Length > LongestCall)
        {
            Complete();
            return;
        }

        // A line of a description may end with a back-tick too, but within quotes.
        if (!text.EndsWith('`') || ShellWords.IsWithinQuotes(call.ToString(RunningText.Length, call.Length - RunningText.Length)))
            return;

        var printed = call.ToString();
        call.Clear();
        var command = printed[RunningText.Length..].TrimEnd('`');
        var words = ShellWords.Split(command);
        var compiler = words.FindIndex(word => Path.GetFileName(word) is "rustc" or "rustdoc");
        log.WriteLine(compiler < 0 ? printed.ReplaceLineEndings(" ") : $"{RunningText}{string.Join(' ', words.Skip(compiler + 1).Prepend("rustc"))}`");
    }

    /// <returns>False where the line only looks like one of cargo's messages.</returns>
    private bool OnMessage(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var message = document.RootElement;
            switch (message.GetProperty("reason").GetString())
            {
                case "compiler-message":
                    OnDiagnostic(message);
                    return true;
                case "compiler-artifact":
                    findings.Built.Add(Artifact.Read(message));
                    return true;
                case "build-script-executed" or "build-finished":
                    return true;
                default:
                    return false;
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    private void OnDiagnostic(JsonElement message)
    {
        var package = Artifact.PackageOf(message);
        var rendered = message.GetProperty("message").GetProperty("rendered").GetString() ?? "";
        var first = log.Lines + 1;
        foreach (var line in rendered.TrimEnd('\n').Split('\n'))
        {
            // Quoted source may say anything: only the compiler's own words mean something.
            if (IsQuotedSource(line))
                log.WriteLine(line);
            else
                Write(Encoding.UTF8.GetBytes(line), package);
        }

        var failed = TargetOfError(message);
        if (failed is var (manifest, target) && first <= log.Lines)
            findings.Built.AddError(manifest, target, new Evidence(log.Path, first, LineText.Printable(rendered.Split('\n')[0])));
        findings.AddMessage(phase, new PackageMessage(package, first, log.Lines) { Target = failed?.Target });

        // Without a place in the source nothing says whose message it is, and the backend's have none.
        if (message.GetProperty("message").GetProperty("spans").GetArrayLength() == 0)
            log.WriteLine(WhileCompiling + package);

        findings.Ledger.OnDiagnostic(rendered, package);
    }

    private static (string Manifest, string Target)? TargetOfError(JsonElement message)
    {
        if (!message.GetProperty("message").TryGetProperty("level", out var level) || level.GetString() is not ("error" or "error: internal compiler error"))
            return null;

        var target = message.GetProperty("target");
        return (message.GetProperty("manifest_path").GetString() ?? "", Artifact.TargetNameOf(target.GetProperty("kind")[0].GetString() ?? "", target.GetProperty("name").GetString() ?? ""));
    }

    /// <summary>A line of source that a compiler message quotes, or what is drawn under it.</summary>
    public static bool IsQuotedSource(string line) => line.AsSpan().TrimStart("0123456789 ").StartsWith("|");

    private void Write(ReadOnlySpan<byte> line, string? package) =>
        findings.OnBuildLine(phase, line, new LogPlace(log.Path, log.WriteLine(line)), package);
}
