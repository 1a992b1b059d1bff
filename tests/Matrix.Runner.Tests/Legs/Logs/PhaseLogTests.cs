using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs.Logs;

public sealed class PhaseLogTests
{
    private LegScene scene = null!;

    [SetUp]
    public void MakeScene() => scene = new LegScene();

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    [Test]
    public void Every_line_has_the_number_under_which_it_is_found()
    {
        using (var log = scene.OpenLog(Phase.Build))
        {
            Assert.That(log.Path, Is.EqualTo("logs/memchr/cranelift/build.log.gz"));
            Assert.That(log.WriteLine("one"), Is.EqualTo(1));
            Assert.That(log.WriteLine("50 %\r100 %"), Is.EqualTo(2));
            Assert.That(log.WriteLine("three\nfour"), Is.EqualTo(3));
            Assert.That(log.WriteLine(""), Is.EqualTo(5));
            Assert.That(log.WriteLine("six"u8), Is.EqualTo(6));
            Assert.That(log.Lines, Is.EqualTo(6));
        }

        Assert.That(scene.Log(Phase.Build), Is.EqualTo(new[] { "one", "50 %\r100 %", "three", "four", "", "six" }));
    }

    [Test]
    public void A_log_that_is_never_closed_can_be_read_but_for_its_end()
    {
        using var log = scene.OpenLog(Phase.Test);
        var written = Enumerable.Range(0, 100_000).Select(number => $"line {number}").ToList();
        foreach (var line in written)
            log.WriteLine(line);

        // What a killed sweep leaves behind: the bytes that are on the disk by now.
        File.Copy(scene.Results.Absolute(log.Path), scene.Results.Absolute("copy.gz"));
        var read = Read("copy.gz");

        Assert.That(read, Has.Count.GreaterThan(50_000));
        Assert.That(read.SkipLast(1), Is.EqualTo(written.Take(read.Count - 1)));
    }

    private List<string> Read(string log)
    {
        ResultsWriter.Create(scene.Results.Root, Manifests.Any).Dispose();
        return [.. ResultsReader.Open(scene.Results.Root).LogLines(log)];
    }
}
