using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests.BareMachines;

/// <summary>A proxy on this machine, of a test's own, that writes down what it is asked for. It goes with the test.</summary>
internal sealed class Proxy : IDisposable
{
    private const string Program = "/usr/bin/tinyproxy";

    private readonly TemporaryDirectory directory = new();
    private readonly int port = FreePort();
    private readonly Process daemon;

    private Proxy()
    {
        var config = directory.File("tinyproxy.conf", $"Port {port}\nListen 127.0.0.1\nTimeout 600\nLogFile \"{Log}\"\nLogLevel Connect\nMaxClients 100\n");
        daemon = Process.Start(new ProcessStartInfo(Program, ["-d", "-c", config]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>Skips the test, with the reason, where there can be none.</summary>
    public static async Task<Proxy> StartAsync()
    {
        if (!File.Exists(Program))
            Assert.Ignore("there is no proxy (apt-get install tinyproxy)");

        var proxy = new Proxy();
        for (var left = 100; !proxy.Answers(); left--)
        {
            Assert.That(left, Is.GreaterThan(0), "the proxy does not answer");
            await Task.Delay(100);
        }

        return proxy;
    }

    /// <summary>For sh: from then on there is no other way out, since no name is known.</summary>
    public string IsTheOnlyWay => $": >/etc/resolv.conf; export http_proxy=http://127.0.0.1:{port} https_proxy=http://127.0.0.1:{port}";

    /// <summary>What it was asked for so far, a method and an address each.</summary>
    public IReadOnlyList<string> Requests =>
    [
        .. File.ReadLines(Log).Where(line => line.Contains(": Request (", StringComparison.Ordinal) || line.Contains(" Request (", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf("): ", StringComparison.Ordinal) + 3)..]),
    ];

    public void Dispose()
    {
        daemon.Kill();
        daemon.WaitForExit();
        daemon.Dispose();
        directory.Dispose();
    }

    private string Log => Path.Combine(directory.Path, "log");

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
