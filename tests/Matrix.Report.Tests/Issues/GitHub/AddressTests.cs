using Matrix.Report.Issues.GitHub;
using Matrix.Results;

namespace Matrix.Report.Tests.Issues.GitHub;

public sealed class AddressTests
{
    private const string List = "/repos/a/b/issues?state=all";

    private static readonly ApiAddress Enterprise = ApiAddress.Parse("https://git.example/api/v3/");

    [TestCase("https://api.github.com", "https://api.github.com/rate_limit")]
    [TestCase("https://git.example/api/v3/", "https://git.example/api/v3/rate_limit")]
    [TestCase("http://127.0.0.1:8080", "http://127.0.0.1:8080/rate_limit")]
    [TestCase("http://localhost:8080/api/v3", "http://localhost:8080/api/v3/rate_limit")]
    public void An_address_is_one_that_is_encrypted_or_on_this_machine(string text, string expected) =>
        Assert.That(ApiAddress.Parse(text).At("/rate_limit").AbsoluteUri, Is.EqualTo(expected));

    [TestCase("http://api.github.com")]
    [TestCase("http://127.0.0.1.example")]
    [TestCase("https://user:secret@api.github.com")]
    [TestCase("https://api.github.com/?x=y")]
    [TestCase("https://github.com")]
    [TestCase("ftp://api.github.com")]
    [TestCase("api.github.com")]
    [TestCase("")]
    public void Another_is_refused(string text) =>
        Assert.That(() => ApiAddress.Parse(text), Throws.TypeOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.Usage));

    [TestCase("<https://git.example/api/v3/repositories/17/issues?state=all&page=2>; rel=\"next\", <https://git.example/api/v3/repositories/17/issues?page=9>; rel=\"last\"")]
    [TestCase("<https://git.example/api/v3/repos/a/b/issues?page=9>; rel=\"prev\", <https://git.example/api/v3/repos/A/b/issues?state=all&page=2>; rel=\"next\"")]
    public void The_next_page_is_one_of_the_same_list(string link) =>
        Assert.That(NextPage.After(List, link, Enterprise), Is.EqualTo("/repos/a/b/issues?state=all&page=2"));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("<https://git.example/api/v3/repositories/17/issues?page=1>; rel=\"prev\"")]
    public void The_last_page_has_no_next(string? link) => Assert.That(NextPage.After(List, link, Enterprise), Is.Null);

    [TestCase("https://elsewhere.example/api/v3/repos/a/b/issues?page=2")]
    [TestCase("https://git.example.elsewhere/api/v3/repos/a/b/issues?page=2")]
    [TestCase("https://git.example/api/v3/repos/a/c/issues?page=2")]
    [TestCase("https://git.example/api/v3/repositories/17/pulls?page=2")]
    [TestCase("https://git.example/api/v3/repositories/17/../18/issues?page=2")]
    [TestCase("https://git.example/api/v3/repos/a/b/issues")]
    public void A_link_to_elsewhere_is_not_followed(string url) =>
        Assert.That(() => NextPage.After(List, $"<{url}>; rel=\"next\"", Enterprise), Throws.TypeOf<FormatException>());
}
