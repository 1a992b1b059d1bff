using Matrix.Runner.RustcCache;
using Matrix.Testing;

namespace Matrix.Runner.Tests.RustcCache;

[CancelAfter(30_000)]
public sealed class UnitStoreTests
{
    private TemporaryDirectory directory = null!;

    [SetUp]
    public void Prepare() => directory = new TemporaryDirectory();

    [TearDown]
    public void Remove() => directory.Dispose();

    private string Folder => Path.Combine(directory.Path, "units");

    [Test]
    public async Task A_unit_that_many_ask_for_at_once_is_made_once()
    {
        var store = UnitStore.Create(Folder, mostBytes: 100);
        var made = 0;
        var go = new TaskCompletionSource();

        var asked = Enumerable.Range(0, 20).Select(_ => store.GetAsync("aa", null, async room =>
        {
            Interlocked.Increment(ref made);
            await go.Task;
            return Unit("aa", room, bytes: 1);
        })).ToList();
        go.SetResult();
        var answers = await Task.WhenAll(asked);

        Assert.That(made, Is.EqualTo(1));
        Assert.That(answers.Select(answer => answer.Unit).Distinct().Count(), Is.EqualTo(1));
        Assert.That(answers.Count(answer => !answer.WasThere), Is.EqualTo(1));
    }

    [Test]
    public async Task Those_used_longest_ago_go_first_and_what_is_in_use_stays()
    {
        var store = UnitStore.Create(Folder, mostBytes: 25);
        var held = await MakeAsync(store, "held");
        held.Hold();
        var old = await MakeAsync(store, "old");

        var newest = await MakeAsync(store, "new");

        Assert.That(Directory.Exists(held.Folder), Is.True);
        Assert.That(Directory.Exists(old.Folder), Is.False);
        Assert.That(Directory.Exists(newest.Folder), Is.True);
        var (again, wasThere) = await store.GetAsync("old", null, room => Task.FromResult<StoredUnit?>(Unit("old", room, 10)));
        Assert.That((wasThere, again!.Generation, old.Generation), Is.EqualTo((false, 1, 0)), "it is made again, and need not be the same");
    }

    [Test]
    public async Task What_was_generated_for_units_counts_and_goes_with_them()
    {
        var store = UnitStore.Create(Folder, mostBytes: 45);
        var copies = new List<GeneratedCopy>();
        foreach (var name in new[] { "one", "two", "three" })
        {
            var copy = store.Generated.Keep(Path.GetDirectoryName(directory.File($"{name}/x.rs", new string(name[0], 12) + name))!)!;
            await store.GetAsync(name, copy, room => Task.FromResult<StoredUnit?>(Unit(name, room, bytes: 10, copy)));
            store.Generated.Release(copy);
            copies.Add(copy);
        }

        Assert.That(copies.ConvertAll(copy => Directory.Exists(copy.Folder)), Is.EqualTo(new[] { false, false, true }));
        Assert.That(store.Generated.Bytes, Is.EqualTo(copies[2].Bytes));
    }

    [Test]
    public async Task What_was_generated_for_a_unit_that_cannot_be_made_goes()
    {
        var store = UnitStore.Create(Folder, mostBytes: 100);
        var copy = store.Generated.Keep(Path.GetDirectoryName(directory.File("one/x.rs", "1"))!)!;
        await store.GetAsync("aa", copy, _ => Task.FromResult<StoredUnit?>(null));
        Assert.That(Directory.Exists(copy.Folder), Is.True, "whoever asked still holds it");

        store.Generated.Release(copy);

        Assert.That(Directory.Exists(copy.Folder), Is.False);
    }

    [Test]
    public async Task What_could_not_be_made_is_not_tried_again_and_leaves_nothing()
    {
        var store = UnitStore.Create(Folder, mostBytes: 100);
        var tried = 0;
        for (var time = 0; time < 2; time++)
        {
            var (unit, _) = await store.GetAsync("aa", null, _ =>
            {
                tried++;
                throw new IOException("no space left");
            });
            Assert.That(unit, Is.Null);
        }

        Assert.That(tried, Is.EqualTo(1));
        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(Folder, "units")), Is.Empty);
    }

    [Test]
    public async Task What_an_earlier_start_left_goes()
    {
        await MakeAsync(UnitStore.Create(Folder, mostBytes: 100), "aa");

        UnitStore.Create(Folder, mostBytes: 100);

        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(Folder, "units")), Is.Empty);
    }

    private static async Task<StoredUnit> MakeAsync(UnitStore store, string key) =>
        (await store.GetAsync(key, null, room => Task.FromResult<StoredUnit?>(Unit(key, room, bytes: 10)))).Unit!;

    private static StoredUnit Unit(string key, string room, long bytes, GeneratedCopy? generated = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(room, "unit")).FullName;
        return StoredUnits.Of(key, folder, bytes, generated);
    }
}
