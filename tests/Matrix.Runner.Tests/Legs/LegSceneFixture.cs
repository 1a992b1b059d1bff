using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs;

/// <summary>Tests of a leg, each in a scene of its own whose source has one file.</summary>
public abstract class LegSceneFixture
{
    private protected LegScene Scene { get; private set; } = null!;

    private protected FakeProcessRunner Processes => Scene.Processes;

    [SetUp]
    public void MakeScene()
    {
        Scene = new LegScene();
        Scene.File("checkout/src/lib.rs", "code");
    }

    [TearDown]
    public void RemoveScene() => Scene.Dispose();
}
