using System.Text;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Yaml;

namespace Matrix.Runner.Tests.Crates;

/// <summary>Crates lists that are on no disk.</summary>
internal static class Lists
{
    private const string Start =
        """
        format: 1
        crates:
          - name: memchr

        """;

    public static CratesList Of(string yaml) => Of(Encoding.UTF8.GetBytes(yaml));

    public static CratesList Of(byte[] yaml) => CratesListLoader.Read(new YamlFile("/lists/list.yaml", "list.yaml", yaml));

    public static string Refusal(string yaml)
    {
        var error = Assert.Throws<MatrixException>(() => Of(yaml));
        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.Usage));
        return error.Message;
    }

    /// <summary>An entry with a source whose further lines, from line 5 on, are these.</summary>
    public static CrateEntry Entry(string lines) => Of(Start + Indented("path: memchr\n" + lines)).Crates.Single();

    /// <summary>What is said of an entry with a source whose further lines, from line 5 on, are these.</summary>
    public static string EntryRefusal(string lines) => Refusal(Start + Indented("path: memchr\n" + lines));

    /// <summary>What is said of an entry whose lines after the name, from line 4 on, are these.</summary>
    public static string SourceRefusal(string lines) => Refusal(Start + Indented(lines));

    public static CrateSource Source(string lines) => Of(Start + Indented(lines)).Crates.Single().Source;

    private static string Indented(string lines) => string.Concat(lines.Split('\n').Select(line => $"    {line}\n"));
}
