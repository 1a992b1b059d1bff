using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Matrix.Results;

namespace Matrix.Runner.Tests.Crates;

public sealed class AnyBytesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const string Valid =
        """
        format: 1
        defaults: { timeout: 900 }
        crates:
          - name: memchr
            git: https://github.com/BurntSushi/memchr
            tag: "2.7"
            features: [std]
            env: { RUST_MIN_STACK: "16777216" }
            skip: &skip
              reason: |
                needs a GPU
              until: 2027-03-01
            expect:
              - { verdict: regressed, class: unwinding, issue: a/b#1567, when: { os: linux }, until: 2027-03-01 }
          - { name: other, path: other, skip: *skip }

        """;

    private static readonly string[] Pieces =
    [
        "\n", "\n  ", "\n    ", "- ", "? ", ": ", ":", "{", "}", "[", "]", ",", "&a ", "*a", "! ", "!!str ", "|", "|+2\n   x", "> \n",
        "\"", "'", "\\U0010FFFF", "\\UFFFFFFFF", "\\ud800", "%YAML 1.1\n", "%TAG ! x\n", "---", "...", " #", "\t", "\r", "\u0085", "\uFEFF",
        "format: 1\n", "crates:\n", "defaults:\n", "  - name: a\n", "    path: a\n", "~", "null", "0x10", "1e999", "<<: *a", "@", "`", "--", "\0",
    ];

    [Test]
    public void Any_bytes_give_a_list_or_an_expected_error() => AlwaysEndsWell(ArbMap.Default.GeneratorFor<byte[]>());

    [Test]
    public void Any_pieces_of_YAML_give_a_list_or_an_expected_error() =>
        AlwaysEndsWell(Gen.Elements(Pieces).ListOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))));

    [Test]
    public void A_valid_list_with_a_piece_of_YAML_thrown_in_gives_a_list_or_an_expected_error() =>
        AlwaysEndsWell(
            from place in Gen.Choose(0, Valid.Length)
            from piece in Gen.Elements(Pieces)
            select Encoding.UTF8.GetBytes(Valid[..place] + piece + Valid[place..]));

    [Test]
    public void A_valid_list_that_is_cut_off_anywhere_gives_a_list_or_an_expected_error() =>
        Assert.That(Enumerable.Range(0, Valid.Length).Select(end => EndsWell(Encoding.UTF8.GetBytes(Valid[..end]))), Is.All.True);

    private static void AlwaysEndsWell(Gen<byte[]> files) =>
        Prop.ForAll(files.ToArbitrary(), EndsWell).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static bool EndsWell(byte[] bytes)
    {
        var reading = Task.Run(() =>
        {
            try
            {
                return Lists.Of(bytes).Path.Length > 0;
            }
            catch (MatrixException error)
            {
                return error.ExitCode == ExitCode.Usage && error.Message.StartsWith("list.yaml:", StringComparison.Ordinal);
            }
        });
        return reading.Wait(Patience) && reading.Result;
    }
}
