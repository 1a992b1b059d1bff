using Matrix.Runner.Isolation;

namespace Matrix.Runner.Tests.Isolation;

public sealed class HiddenPlacesTests
{
    [TestCase("/", true)]
    [TestCase("/tmp", true)]
    [TestCase("/tmp/", true)]
    [TestCase("/tmp/a", false)]
    [TestCase("/usr", false)]
    public void To_show_a_hidden_place_whole_would_not_hide_it(string path, bool isInTheWay) =>
        Assert.That(HiddenPlaces.IsInTheWayOf(path), Is.EqualTo(isInTheWay));

    [Test]
    public void A_home_is_hidden_and_what_a_person_names_in_it_may_be_shown()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.That(HiddenPlaces.IsInTheWayOf(home), Is.True);
        Assert.That(HiddenPlaces.IsInTheWayOf(Path.Combine(home, "vendored")), Is.False);
    }
}
