using Matrix.Testing.Browsing;

namespace Matrix.Report.Tests;

[SetUpFixture]
public sealed class BrowserEnd
{
    [OneTimeTearDown]
    public Task End() => Browser.EndAsync();
}
