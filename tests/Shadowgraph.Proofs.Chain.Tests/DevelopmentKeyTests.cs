using Airdrop.Evm;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>Contracts of development keys belong on development chains.</summary>
[TestFixture]
public sealed class DevelopmentKeyTests
{
    [Test]
    public async Task Deploy_OfADevelopmentKey_RevertsOnEveryOtherChain()
    {
        var contracts = (await TestChain.GetAsync()).Contracts;
        byte[][] codes =
        [
            [.. contracts.Single(CircuitSize.Small, fixedScope: false).Code, .. Abi.Words(0, 0, 0)],
            [.. contracts.Single(CircuitSize.Small, fixedScope: true).Code, .. Abi.Words(0, 0, 0, 1)],
            [.. contracts.Chain(CircuitSize.Small).Code, .. Abi.Words(0, 0, 0)],
        ];
        foreach (var chainId in (ulong[])[1, 10, 137, 1336, 1337, 1338, 8453, 31337, 31338, 42161, 11155111])
        {
            EthereumJs.Shared.Begin(chainId);
            foreach (var code in codes)
            {
                var address = EthereumJs.Shared.Create(code, out var execution);
                Assert.That(address is not null, Is.EqualTo(chainId is 1337 or 31337), $"chain {chainId}");
                if (address is null) Assert.That(execution.Returned, Is.EqualTo(Abi.Call("DevelopmentKeyOnThisChain()")));
            }
        }
    }
}
