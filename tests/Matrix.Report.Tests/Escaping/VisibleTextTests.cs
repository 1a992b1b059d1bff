using Matrix.Report.Escaping;

namespace Matrix.Report.Tests.Escaping;

public sealed class VisibleTextTests
{
    [TestCase("plain text, käse, 🦀\tand tabs", ExpectedResult = "plain text, käse, 🦀\tand tabs")]
    [TestCase("\u001B[1;31merror\u001B[0m: x", ExpectedResult = "error: x", TestName = "{m}(a colour)")]
    [TestCase("\u001B]8;;http://example.com\u001B\\link\u001B]8;;\u0007", ExpectedResult = "link", TestName = "{m}(a link)")]
    [TestCase("\u001B", ExpectedResult = "<U+001B>", TestName = "{m}(an escape)")]
    [TestCase("a\0b\rc\u007F", ExpectedResult = "a<U+0000>b<U+000D>c<U+007F>", TestName = "{m}(control characters)")]
    [TestCase("\u009B31m", ExpectedResult = "<U+009B>31m", TestName = "{m}(an escape in one character)")]
    [TestCase("if user\u202E } ⁦", ExpectedResult = "if user<U+202E> } <U+2066>")]
    public string What_acts_instead_of_being_read_is_shown_or_left_out(string text) => VisibleText.Of(text);

    [FsCheck.NUnit.Property]
    public bool No_text_keeps_a_control_character(string? text) =>
        !VisibleText.Of(text ?? "").Any(character => char.IsControl(character) && character is not ('\t' or '\n'));
}
