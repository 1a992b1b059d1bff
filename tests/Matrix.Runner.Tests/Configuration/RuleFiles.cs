using System.Text;
using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Loading;
using Matrix.Yaml;

namespace Matrix.Runner.Tests.Configuration;

/// <summary>Rules files that are on no disk.</summary>
internal static class RuleFiles
{
    public static RuleSet Of(params string[] files) =>
        RulesLoader.Read(files.Index().Select(file => new YamlFile($"/rules/{Name(file.Index)}", Name(file.Index), Encoding.UTF8.GetBytes(file.Item))));

    public static string Refusal(params string[] files)
    {
        var error = Assert.Throws<MatrixException>(() => Of(files));
        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.Usage));
        return error.Message;
    }

    /// <summary>A file with one rule, to which some lines are added.</summary>
    public static string WithRule(string more) => $"""
        format: 1
        rules:
          - id: a-rule
            class: abi
            precedence: 400
            source: a test
            {more.ReplaceLineEndings("\n    ")}
        """;

    private static string Name(int index) => $"{(char)('a' + index)}.yaml";
}
