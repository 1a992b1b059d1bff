using System.Text;
using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Yaml;

namespace Matrix.Runner.Tests.Configuration;

/// <summary>A matrix.yaml that is on no disk.</summary>
internal static class Config
{
    public static MatrixConfig Of(string yaml) => Of(Encoding.UTF8.GetBytes(yaml));

    public static MatrixConfig Of(byte[] yaml) => ConfigLoader.Read(new YamlFile("/project/matrix.yaml", "matrix.yaml", yaml));

    public static string Refusal(string yaml) => Refusal(Encoding.UTF8.GetBytes(yaml));

    public static string Refusal(byte[] yaml)
    {
        var error = Assert.Throws<MatrixException>(() => Of(yaml));
        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.Usage));
        return error.Message;
    }
}
