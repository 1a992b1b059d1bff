using System.Diagnostics;
using System.Text;
using Matrix.Report.Escaping;
using Matrix.Terminal;

namespace Matrix.Report.Tests.Escaping;

public sealed class ShellWordTests
{
    [TestCase("https://github.com/BurntSushi/memchr", ExpectedResult = "https://github.com/BurntSushi/memchr")]
    [TestCase("hash::simd_agrees", ExpectedResult = "hash::simd_agrees")]
    [TestCase("", ExpectedResult = "''")]
    [TestCase("it's", ExpectedResult = @"'it'\''s'")]
    [TestCase("$(touch x); `y` && \"z\"", ExpectedResult = "'$(touch x); `y` && \"z\"'")]
    [TestCase("a*b?[c]", ExpectedResult = "'a*b?[c]'")]
    [TestCase("#x", ExpectedResult = "'#x'")]
    [TestCase("~root", ExpectedResult = "'~root'")]
    [TestCase("features=~/x", ExpectedResult = "'features=~/x'", Description = "bash puts a home directory here")]
    [TestCase("=ls", ExpectedResult = "'=ls'", Description = "zsh puts a path here")]
    [TestCase("a\u001B[2J\nb\u009B", ExpectedResult = "'a[2Jb'", TestName = "{m}(control characters)")]
    public string A_word_is_quoted_where_a_shell_would_read_more_into_it(string text) => ShellWord.Of(text);

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public bool A_shell_gives_the_text_back_without_its_control_characters(string?[] texts)
    {
        string[] words = ["", .. texts.Select(text => text ?? "").Concat(texts.Select(text => $"~{text}'{text}\\"))];

        return Printed("sh", words).SequenceEqual(words.Select(Visible));
    }

    [TestCase("sh")]
    [TestCase("bash")]
    public void No_character_means_anything_to_a_shell_at_any_place(string shell)
    {
        var characters = Enumerable.Range(' ', 0x7F - ' ').Select(code => (char)code).ToList();
        string[] words = [.. characters.SelectMany(character => new[] { $"{character}", $"{character}a", $"a{character}", $"a={character}", $"a:{character}/x", $"{character}{character}" })];

        Assert.That(Printed(shell, words), Is.EqualTo(words));
    }

    // Half of a pair is nothing that a program can be given.
    private static string Visible(string text) => string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)));

    private static string[] Printed(string shell, IReadOnlyList<string> words)
    {
        using var process = Process.Start(new ProcessStartInfo(shell, ["-c", $"printf '%s\\0' {string.Join(' ', words.Select(ShellWord.Of))}"]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
        return output.Split('\0')[..^1];
    }
}
