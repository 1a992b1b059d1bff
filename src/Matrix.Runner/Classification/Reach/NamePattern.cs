using System.Text.RegularExpressions;

namespace Matrix.Runner.Classification.Reach;

/// <summary>A name in which <c>*</c> stands for any text.</summary>
internal sealed record NamePattern(string Text)
{
    private readonly Regex regex = new($@"\A{string.Join(".*", Text.Split('*').Select(Regex.Escape))}\z", RegexOptions.Singleline | RegexOptions.NonBacktracking);

    public bool Fits(string name) => regex.IsMatch(name);
}
