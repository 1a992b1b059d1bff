using Matrix.Report.Rendering;

namespace Matrix.Report.Tests.Rendering;

public sealed class PageFrameTests
{
    // printf 'a{}\n' | openssl dgst -sha256 -binary | base64
    private const string HashOfStyle = "sha256-u0Jj2e1i7IBkNDEHdGEj6YSZteK6W+q1Sv+Vn8x343I=";

    [TestCase("a{}\n")]
    [TestCase("a{}\r\n")]
    public void The_policy_names_the_hash_of_the_style_as_a_browser_sees_it(string style) =>
        Assert.That(PageFrame.Of(style).Policy, Is.EqualTo($"default-src 'none'; style-src '{HashOfStyle}'; base-uri 'none'; form-action 'none'"));

    [Test]
    public void A_script_is_allowed_only_where_there_is_one()
    {
        Assert.That(PageFrame.Of("a{}").Policy, Does.Not.Contain("script-src"));
        Assert.That(PageFrame.Of("a{}", "a{}\n").Policy, Does.Contain($"script-src '{HashOfStyle}'"));
    }
}
