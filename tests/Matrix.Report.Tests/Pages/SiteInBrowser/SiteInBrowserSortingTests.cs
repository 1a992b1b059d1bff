using System.Globalization;
using Matrix.Results;
using Matrix.Testing.Browsing;

namespace Matrix.Report.Tests.Pages.SiteInBrowser;

[Category("Slow")]
public sealed class SiteInBrowserSortingTests
{
    private ResultsFixture popular = null!;
    private MultiRun several = null!;

    [OneTimeSetUp]
    public void Report()
    {
        popular = new ResultsFixture();
        PopularRun.Write(popular).Report();
        several = new MultiRun();
        several.Report();
    }

    [OneTimeTearDown]
    public void TearDown()
    {
        popular.Dispose();
        several.Dispose();
    }

    [TestCase("Crate", false)]
    [TestCase("Crate", true)]
    [TestCase("Linux x86_64", false)]
    [TestCase("Why", false)]
    [TestCase("Why", true)]
    public async Task Text_is_sorted_from_A_to_Z_and_then_from_Z_to_A_and_what_is_empty_stays_last(string header, bool keyboard)
    {
        await using var crates = await OpenCrates.OpenAsync(SiteFolder.OnDisk(popular.Site));
        var texts = (await crates.CellsAsync(header)).Where(text => text.Length > 0).Order(StringComparer.Ordinal).ToList();

        await SortAsync(crates, header, keyboard);
        Assert.That(await crates.CellsAsync(header), Is.EqualTo(Filled(texts)));
        Assert.That(await crates.SortedByAsync(), Is.EqualTo(new[] { $"{header} ascending" }));

        await SortAsync(crates, header, keyboard);
        Assert.That(await crates.CellsAsync(header), Is.EqualTo(Filled([.. texts.AsEnumerable().Reverse()])));
        Assert.That(await crates.SortedByAsync(), Is.EqualTo(new[] { $"{header} descending" }));

        Assert.That(crates.Complaints, Is.Empty);

        IEnumerable<string> Filled(IReadOnlyList<string> first) => [.. first, .. Enumerable.Repeat("", 14 - first.Count)];
    }

    [TestCase("Downloads", false)]
    [TestCase("Downloads", true)]
    [TestCase("Build time", false)]
    [TestCase("Test time", false)]
    [TestCase("Size", true)]
    public async Task Of_numbers_the_largest_comes_first_and_then_the_smallest_and_what_is_empty_stays_last(string header, bool keyboard)
    {
        await using var crates = await OpenCrates.OpenAsync(SiteFolder.OnDisk(several.Site));
        var (before, first) = (await crates.CellsAsync(header), await crates.NamesAsync());
        var numbers = before.Where(text => text.Length > 0).Select(Number).OrderDescending().ToList();
        Assert.That(numbers.Count, Is.InRange(1, before.Count - 1), "some are empty");

        await SortAsync(crates, header, keyboard);
        Assert.That(await NumbersAsync(crates, header, numbers.Count), Is.EqualTo(numbers));
        Assert.That(await crates.SortedByAsync(), Is.EqualTo(new[] { $"{header} descending" }));

        await SortAsync(crates, header, keyboard);
        Assert.That(await NumbersAsync(crates, header, numbers.Count), Is.EqualTo(numbers.AsEnumerable().Reverse()));
        Assert.That(await crates.SortedByAsync(), Is.EqualTo(new[] { $"{header} ascending" }));
        Assert.That(await crates.NamesAsync(), Is.EquivalentTo(first));
    }

    [Test]
    public async Task Only_the_last_header_that_was_used_says_so_and_equals_stay_in_their_order()
    {
        await using var crates = await OpenCrates.OpenAsync(SiteFolder.OnDisk(several.Site));

        await crates.SortWithMouseAsync("Crate");
        await crates.SortWithMouseAsync("Linux x86_64");

        Assert.That(await crates.SortedByAsync(), Is.EqualTo(new[] { "Linux x86_64 ascending" }));
        var compatible = (await crates.NamesAsync()).Zip(await crates.CellsAsync("Linux x86_64")).Where(row => row.Second == "compatible").Select(row => row.First).ToList();
        await crates.SortWithMouseAsync("Crate");
        Assert.That(compatible, Has.Count.GreaterThan(5));
        Assert.That((await crates.NamesAsync()).Where(compatible.Contains), Is.EqualTo(compatible));
    }

    [Test]
    public async Task A_number_in_a_name_counts_as_a_number()
    {
        using var results = new ResultsFixture();
        foreach (var name in new[] { "a10", "a2", "B1", "b-sys" })
            results.Add(Sample.Verdict(name, VerdictKind.Compatible));
        results.Write().Report();
        await using var crates = await OpenCrates.OpenAsync(SiteFolder.OnDisk(results.Site));

        await crates.SortWithMouseAsync("Crate");

        Assert.That(await crates.NamesAsync(), Is.EqualTo(new[] { "a2", "a10", "b-sys", "B1" }));
    }

    [Test]
    public async Task What_the_filter_hides_stays_hidden_when_the_table_is_sorted()
    {
        await using var crates = await OpenCrates.OpenAsync(SiteFolder.OnDisk(popular.Site), "#verdict=regressed");

        await crates.SortWithMouseAsync("Crate");

        Assert.That(await crates.NamesAsync(), Is.EqualTo(new[] { "crc32fast", "rayon-core", "tokio-util" }));
    }

    private static Task SortAsync(OpenCrates crates, string header, bool keyboard) =>
        keyboard ? crates.SortWithKeyboardAsync(header) : crates.SortWithMouseAsync(header);

    private static async Task<IReadOnlyList<double>> NumbersAsync(OpenCrates crates, string header, int count)
    {
        var cells = await crates.CellsAsync(header);
        Assert.That(cells.Skip(count), Is.All.EqualTo(""));
        return [.. cells.Take(count).Select(Number)];
    }

    // A crate's ratio stands as 0.70×.
    private static double Number(string text) => double.Parse(text.TrimEnd('×'), NumberStyles.Number, CultureInfo.InvariantCulture);
}
