namespace Shadowgraph.Proofs.Tests.Storage;

public sealed class RegistryModelTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task RandomOperations_WithReopening_AreThoseOfTheModel(int seed)
    {
        using var world = new SqliteWorld();
        var model = new RegistryModel(world.Store, world.Options, seed);

        await model.PlayAsync(120);

        Assert.That(model.Reopenings, Is.Positive);
    }

    [Test]
    [Category("Long")]
    public async Task RandomOperations_OfManySeeds_AreThoseOfTheModel()
    {
        for (var seed = 100; seed < 160; seed++)
        {
            using var world = new SqliteWorld();
            await new RegistryModel(world.Store, world.Options, seed).PlayAsync(400);
        }
    }
}
