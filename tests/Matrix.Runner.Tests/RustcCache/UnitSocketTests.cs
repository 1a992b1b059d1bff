using System.Collections.Immutable;
using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using Matrix.Runner.RustcCache;
using Matrix.Testing;

namespace Matrix.Runner.Tests.RustcCache;

public sealed class UnitSocketTests
{
    private TemporaryDirectory directory = null!;

    [SetUp]
    public void Prepare() => directory = new TemporaryDirectory();

    [TearDown]
    public void Remove() => directory.Dispose();

    [Test, CancelAfter(30_000)]
    public async Task A_question_is_answered_word_by_word(CancellationToken cancellation)
    {
        ShimCall? asked = null;
        await using var socket = Open(call =>
        {
            asked = call;
            return new ShimAnswer.Take("/out", Pairs(("liba.rlib", "/store/liba.rlib")), Pairs(("a.d", "text")), "printed\n");
        });

        var answer = await AskAsync(directory.Path, Question("/here", ["--crate-name", "grüße"], ["A=b=c", "EMPTY=", "no variable"]), cancellation);

        Assert.That(asked, Is.Not.Null);
        Assert.That(asked!.WorkingDirectory, Is.EqualTo("/here"));
        Assert.That(asked.Arguments, Is.EqualTo(new[] { "--crate-name", "grüße" }));
        Assert.That(asked.Environment, Is.EqualTo(Pairs(("A", "b=c"), ("EMPTY", ""))));
        Assert.That(answer[0], Is.EqualTo(1));
        Assert.That(System.Text.Encoding.UTF8.GetString(answer), Does.Contain("/out").And.Contain("/store/liba.rlib").And.EndWith("printed\n"));
    }

    [Test, CancelAfter(30_000)]
    public async Task Who_has_nothing_to_give_says_so(CancellationToken cancellation)
    {
        await using var socket = Open(_ => null);

        Assert.That(await AskAsync(directory.Path, Question("/here", [], []), cancellation), Is.EqualTo(new byte[] { 0 }));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_folder_with_a_long_path_has_a_socket_too(CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(directory.Path, new string('a', 120))).FullName;
        await using var socket = UnitSocket.Open(folder, (_, _) => Task.FromResult<ShimAnswer?>(null), () => { });

        Assert.That(File.Exists(Path.Combine(folder, RustcShim.SocketName)), Is.True);
    }

    [Test, CancelAfter(30_000)]
    public async Task What_stands_in_its_place_only_means_that_nobody_is_answered(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(directory.Path, RustcShim.SocketName, "not-empty"));
        var closed = false;

        await using (UnitSocket.Open(directory.Path, (_, _) => Task.FromResult<ShimAnswer?>(null), () => closed = true))
        {
        }

        Assert.That(closed, Is.True);
    }

    [Test]
    public void Whoever_asks_nonsense_does_not_keep_others_from_asking() =>
        Prop.ForAll<byte[]>(nonsense => IsAnsweredAfterAsync(nonsense).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();

    private async Task<bool> IsAnsweredAfterAsync(byte[] nonsense)
    {
        await using var socket = Open(_ => null);
        using (var stranger = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await stranger.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(directory.Path, RustcShim.SocketName)));
            await stranger.SendAsync(nonsense);
        }

        return (await AskAsync(directory.Path, Question("/here", [], []), default)).AsSpan().SequenceEqual((byte[])[0]);
    }

    private UnitSocket Open(Func<ShimCall, ShimAnswer?> answer) =>
        UnitSocket.Open(directory.Path, (call, _) => Task.FromResult(answer(call)), () => { });

    private static async Task<byte[]> AskAsync(string folder, byte[] question, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(folder, RustcShim.SocketName)), cancellation);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(question, cancellation);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, cancellation);
        return answer.ToArray();
    }

    private static byte[] Question(string here, string[] arguments, string[] environment)
    {
        byte[] question = [.. Text(""), .. Text(here), .. List(arguments), .. List(environment)];
        return [.. BitConverter.GetBytes(question.Length), .. question];
    }

    private static byte[] List(string[] texts) => [.. BitConverter.GetBytes(texts.Length), .. texts.SelectMany(Text)];

    private static byte[] Text(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return [.. BitConverter.GetBytes(bytes.Length), .. bytes];
    }

    private static ImmutableSortedDictionary<string, string> Pairs(params (string Key, string Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
