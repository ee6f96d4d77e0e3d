namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>Ends the processes that tests share.</summary>
[SetUpFixture]
public sealed class TestChainEnd
{
    [OneTimeTearDown]
    public void Stop()
    {
        TestChain.Stop();
        EthereumJs.Stop();
    }
}
