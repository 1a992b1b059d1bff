using Matrix.Runner.Crates;

namespace Matrix.Runner.Tests.Crates;

public sealed class GitUrlTests
{
    [TestCase("https://github.com/BurntSushi/memchr")]
    [TestCase("http://[::1]:8080/memchr.git")]
    [TestCase("ssh://git@example.org:2222/memchr")]
    [TestCase("git://example.org/memchr")]
    [TestCase("file:///srv/git/memchr")]
    [TestCase("git@github.com:BurntSushi/memchr.git")]
    [TestCase("example.org:/srv/git/memchr")]
    public void A_repository_can_be_anywhere_that_git_reaches(string url) => Assert.That(GitUrl.Refusal(url), Is.Null);

    [TestCase("--upload-pack=touch x", "must not start with '-'")]
    [TestCase("https://example.org/a b", "must not contain spaces")]
    [TestCase("https://user:secret@example.org/a", "must not carry a user name or a password, which lists and results would make public")]
    [TestCase("https://secret@example.org/a", "must not carry a user name or a password, which lists and results would make public")]
    public void An_address_that_does_more_than_name_a_repository_is_refused(string url, string refusal) =>
        Assert.That(GitUrl.Refusal(url), Is.EqualTo(refusal));

    [TestCase("ext::sh -c id")]
    [TestCase("ext::id")]
    [TestCase("fd::17")]
    [TestCase("ftp://example.org/a")]
    [TestCase("ssh://-oProxyCommand=id/a")]
    [TestCase("ssh://-oProxyCommand=id@example.org/a")]
    [TestCase("git@-oProxyCommand=id:a")]
    [TestCase("git@example.org:-a")]
    [TestCase("https://")]
    [TestCase("https://example.org")]
    [TestCase("file://relative/a")]
    [TestCase("../memchr")]
    [TestCase("/srv/git/memchr")]
    [TestCase("memchr")]
    public void What_is_no_address_of_a_repository_is_refused(string url) => Assert.That(GitUrl.Refusal(url), Is.Not.Null);
}
