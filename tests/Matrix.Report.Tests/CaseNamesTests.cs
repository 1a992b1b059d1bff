using System.Reflection;
using System.Xml;

namespace Matrix.Report.Tests;

/// <summary>The runner writes names as XML. A case whose arguments that cannot hold is dropped without a word, so it needs a name of its own.</summary>
public sealed class CaseNamesTests
{
    [Test]
    public void Every_case_has_a_name_that_its_result_can_be_told_by()
    {
        var silent =
            from type in typeof(CaseNamesTests).Assembly.GetTypes()
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            from test in method.GetCustomAttributes<TestCaseAttribute>()
            where test.TestName is null && test.Arguments.SelectMany(Texts).Any(text => !text.All(IsTold))
            select $"{type.Name}.{method.Name}";

        Assert.That(silent.Distinct(), Is.Empty, "give these cases a TestName: {m}(what it is)");
    }

    [TestCase("a\tb\0", ExpectedResult = true)]
    [TestCase("\u001B", ExpectedResult = false, TestName = "{m}(an escape)")]
    public bool An_escape_would_be_seen(string text) => text.All(IsTold);

    private static IEnumerable<string> Texts(object? argument) => argument switch
    {
        string text => [text],
        char character => [$"{character}"],
        IEnumerable<string> texts => texts,
        _ => [],
    };

    // NUnit itself spells out a null character and its like.
    private static bool IsTold(char character) => character is '\0' or '\a' or '\b' or '\v' or '\f' || char.IsSurrogate(character) || XmlConvert.IsXmlChar(character);
}
