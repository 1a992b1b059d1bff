using System.Text;
using System.Text.RegularExpressions;
using Matrix.Report.Pages;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Tests.Pages;

public sealed class CrateSlugsTests
{
    [Test]
    public void A_crate_is_called_by_its_name()
    {
        var slugs = new CrateSlugs(Crates("rayon-core", "proc_macro2"));

        Assert.That(slugs.Of("rayon-core"), Is.EqualTo("rayon-core"));
        Assert.That(slugs.Page("proc_macro2"), Is.EqualTo("crates/proc_macro2.html"));
        Assert.That(slugs.Page("absent"), Is.Null);
    }

    [Test]
    public void Names_that_come_to_the_same_are_numbered()
    {
        string[] names = ["a b", "a-b", "a.b", "a.b.2", "a/b", "a<b", "a_b", "A B"];

        Assert.That(names.Select(new CrateSlugs(Crates(names)).Of), Is.EqualTo(new[] { "a.b", "a-b", "a.b.2", "a.b.2.2", "a.b.3", "a.b.4", "a_b", "A.B.5" }));
    }

    [FsCheck.NUnit.Property]
    public bool Every_crate_has_a_file_name_of_its_own_that_any_file_system_takes(string?[] texts, byte length)
    {
        var prefix = new string('漢', length);
        string[] names = [.. texts.Select(text => text ?? "").SelectMany(text => new[] { text, text.ToUpperInvariant(), $"{text}.2", $".{text}", $"{prefix}{text}", $"{prefix}{text}x" }).Distinct()];
        var slugs = new CrateSlugs(Crates(names));

        var files = names.Select(slugs.Of).ToList();

        return files.Distinct(StringComparer.OrdinalIgnoreCase).Count() == files.Count
            && files.TrueForAll(file => Regex.IsMatch(file, @"^[A-Za-z0-9_-][A-Za-z0-9._-]*\z") && Encoding.UTF8.GetByteCount(file) <= 100);
    }

    [Test]
    public void Very_many_names_that_come_to_the_same_are_told_apart_without_trying_all()
    {
        var names = Enumerable.Range(0, 50_000).Select(number => $"{new string('x', 80)}{number}").ToArray();

        var slugs = new CrateSlugs(Crates(names));

        Assert.That(slugs.Of(names[^1]), Is.EqualTo($"{new string('x', 80)}.50000"));
    }

    private static IEnumerable<SweptCrate> Crates(params string[] names) => names.Select(name => new SweptCrate(name, []));
}
