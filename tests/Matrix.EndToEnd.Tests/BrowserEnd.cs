using Matrix.Testing.Browsing;

namespace Matrix.EndToEnd.Tests;

[SetUpFixture]
public sealed class BrowserEnd
{
    [OneTimeTearDown]
    public Task End() => Browser.EndAsync();
}
