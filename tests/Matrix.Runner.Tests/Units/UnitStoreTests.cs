using Matrix.Runner.Units;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Units;

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

        var asked = Enumerable.Range(0, 20).Select(_ => store.GetAsync("aa", async room =>
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
        var (again, wasThere) = await store.GetAsync("old", room => Task.FromResult<StoredUnit?>(Unit("old", room, 10)));
        Assert.That((wasThere, again!.Generation, old.Generation), Is.EqualTo((false, 1, 0)), "it is made again, and need not be the same");
    }

    [Test]
    public async Task What_could_not_be_made_is_not_tried_again_and_leaves_nothing()
    {
        var store = UnitStore.Create(Folder, mostBytes: 100);
        var tried = 0;
        for (var time = 0; time < 2; time++)
        {
            var (unit, _) = await store.GetAsync("aa", _ =>
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
        (await store.GetAsync(key, room => Task.FromResult<StoredUnit?>(Unit(key, room, bytes: 10)))).Unit!;

    private static StoredUnit Unit(string key, string room, long bytes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(room, "unit")).FullName;
        return StoredUnits.Of(key, folder, bytes);
    }
}
