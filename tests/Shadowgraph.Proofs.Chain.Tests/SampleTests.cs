using Airdrop;
using Airdrop.Evm;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>The sample, whole: it says itself whether every claim ended as it should.</summary>
[TestFixture]
public sealed class SampleTests
{
    [Test]
    public async Task Tour_OnAChainOfItsOwn_EndsAsItShould()
    {
        using var anvil = await Anvil.StartAsync();

        Assert.That(await new Tour(new Node(anvil.Rpc)).RunAsync(), Is.Zero);
    }
}
