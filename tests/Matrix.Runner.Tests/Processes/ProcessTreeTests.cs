using Matrix.Runner.Processes;
using Matrix.Runner.Processes.Native;
using static Matrix.Runner.Tests.Processes.FakeProcessTable;

namespace Matrix.Runner.Tests.Processes;

public sealed class ProcessTreeTests
{
    private FakeProcessTable table = null!;
    private ProcessTree tree = null!;

    [SetUp]
    public void SetUp()
    {
        table = new FakeProcessTable()
            .With(1, parent: 0, session: 1)
            .With(Us, parent: 1, session: 77)
            .With(500, parent: 1, session: 500)
            .With(Root, parent: Us, session: Root);
        tree = new ProcessTree(Root, "mark", new ProcessSnapshots(table));
    }

    [Test]
    public void Children_of_children_belong_to_it_in_whatever_order_they_are_listed()
    {
        table.Entries.Insert(0, new ProcessEntry(20, 30, 20, 20, false, 1, 1, default));
        table.With(30, parent: Root, session: 30);

        Assert.That(Living(), Is.EquivalentTo(new[] { Root, 20, 30 }));
    }

    [Test]
    public void What_lost_its_parent_belongs_to_it_by_its_session()
    {
        table.With(20, parent: Us, session: Root, group: 20);

        Assert.That(Living(), Is.EquivalentTo(new[] { Root, 20 }));
    }

    [Test]
    public void What_lost_its_parent_belongs_to_it_by_its_group_where_sessions_are_unknown()
    {
        table.With(20, parent: 1, session: 0, group: Root);

        Assert.That(Living(), Is.EquivalentTo(new[] { Root, 20 }));
    }

    [Test]
    public void What_left_the_session_and_lost_its_parent_belongs_to_it_once_it_was_seen()
    {
        table.With(20, parent: Root, session: 20);
        tree.Living();

        table.With(20, parent: 1, session: 20).With(21, parent: 20, session: 20);

        Assert.That(Living(), Is.EquivalentTo(new[] { Root, 20, 21 }));
    }

    [Test]
    public void A_later_process_with_the_number_of_a_member_is_a_stranger()
    {
        table.With(20, parent: Root, session: 20);
        tree.Living();

        table.With(20, parent: 1, session: 20, started: 2);

        Assert.That(Living(), Is.EqualTo(new[] { Root }));
    }

    [Test]
    public void A_later_session_with_the_number_of_an_empty_one_is_a_strangers()
    {
        table.With(20, parent: Root, session: 20);
        tree.Living();

        table.Without(20).With(21, parent: 1, session: 20);

        Assert.That(Living(), Is.EqualTo(new[] { Root }));
    }

    [Test]
    public void An_orphan_that_nobody_saw_belongs_to_it_by_its_mark()
    {
        table.With(20, parent: Us, session: 20).With(21, parent: 20, session: 21).With(30, parent: Us, session: 30);
        table.Marked.Add(20);

        Assert.That(Living(), Is.EquivalentTo(new[] { Root, 20, 21 }));
    }

    [Test]
    public void Neither_we_nor_our_other_children_belong_to_it()
    {
        table.With(2000, parent: Us, session: 2000).With(2001, parent: 2000, session: 2000);

        Assert.That(Living(), Is.EqualTo(new[] { Root }));
    }

    [Test]
    public void Kernel_threads_share_no_session_with_a_process_of_an_unknown_one()
    {
        table.With(2, parent: 0, session: 0).With(20, parent: Root, session: 0);

        Assert.That(Living(), Is.EquivalentTo(new[] { Root, 20 }));
    }

    [Test]
    public void Zombies_do_not_live()
    {
        table.With(Root, parent: Us, session: Root, isZombie: true).With(20, parent: Us, session: Root, isZombie: true);

        Assert.That(Living(), Is.Empty);
    }

    [Test]
    public void Its_usage_is_the_sum_of_its_members()
    {
        table.With(20, parent: Root, session: 20, memory: 10).With(21, parent: 20, session: 21, memory: 100);

        Assert.That(tree.Measure(), Is.EqualTo(new TreeUsage(111, TimeSpan.FromSeconds(111), TransferredBytes: 0, Tasks: 3)));
    }

    private IEnumerable<int> Living() => tree.Living().Select(entry => entry.Id);
}
