using Microsoft.Playwright;

namespace Matrix.Testing.Browsing;

/// <summary>
/// The functions of <c>tests/web/page</c>: what has to be asked inside a page. The browser itself evaluates them, so the page's policy can
/// stay as it is.
/// </summary>
internal static class PageScripts
{
    public static string Text(string name) => File.ReadAllText(Repository.PathOf($"tests/web/page/{name}.js"));

    public static Task<T> RunAsync<T>(IPage page, string name, object? argument = null) =>
        page.EvaluateAsync<T>($"argument => {{ {Text("describe")}\nreturn ({Text(name)})(argument); }}", argument);
}
