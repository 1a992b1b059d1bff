namespace Matrix.Terminal;

/// <summary>A word of a command line that people copy into a shell.</summary>
public static class ShellWord
{
    /// <summary>A POSIX shell takes it as it is, whatever it holds; what would act on a terminal is left out.</summary>
    public static string Of(string text)
    {
        var visible = string.Concat(text.Where(character => !char.IsControl(character)));
        return visible.Length > 0 && visible[0] != '=' && visible.All(IsPlain) ? visible : $"'{visible.Replace("'", @"'\''")}'";
    }

    // A tilde stands for a folder, for bash also after an equals sign; a word that begins with that sign is a program for zsh.
    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || "@%_-+=:,./".Contains(character);
}
