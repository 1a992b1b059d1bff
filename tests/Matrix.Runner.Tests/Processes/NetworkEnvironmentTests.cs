using Matrix.Runner.Processes;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Processes;

public sealed class NetworkEnvironmentTests
{
    [Test]
    public void What_names_certificates_says_what_must_be_seen_while_dependencies_are_fetched()
    {
        using var home = new TemporaryDirectory();
        var (file, folder) = (home.File("corporate.pem", "x"), Directory.CreateDirectory(Path.Combine(home.Path, "certs")).FullName);
        var environment = new Dictionary<string, string>
        {
            ["SSL_CERT_FILE"] = file,
            ["SSL_CERT_DIR"] = $"{folder}{Path.PathSeparator}/nowhere",
            ["CARGO_HTTP_CAINFO"] = file,
            ["CURL_CA_BUNDLE"] = "relative.pem",
            ["https_proxy"] = "http://proxy:3128",
        };

        Assert.That(NetworkEnvironment.PlacesIn(environment), Is.EqualTo(new[] { file, folder }));
        Assert.That(NetworkEnvironment.PlacesIn(new Dictionary<string, string>()), Is.Empty);
    }
}
