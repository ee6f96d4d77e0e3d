using System.Numerics;
using Airdrop;
using Airdrop.Evm;

namespace Shadowgraph.Proofs.Chain.Tests;

[TestFixture]
public sealed class PayoutTests
{
    private const int Scores = 10_000;
    private const int PerCall = 500;

    [Test]
    public async Task Payout_OfRandomScores_IsTheReferences([Values] bool isDemo, [Values("Linear", "SquareRoot", "Quadratic")] string curve)
    {
        var chain = await TestChain.GetAsync();
        var random = new Random(16);
        var terms = chain.Terms($"curve {curve} {isDemo}") with { Curve = Enum.Parse<PayoutCurve>(curve) };
        if (!isDemo) terms = terms with { Floor = 1, Cap = (BigInteger.Pow(2, 256) - 1) / 1_000_000 };
        var campaign = await chain.DeployAsync(terms, Circuits.CircuitSize.Small);
        var probe = await chain.Node.DeployAsync(ChainWorld.Owner, chain.Contracts["PayoutProbe"].Code);
        int[] scores = [0, 1, 2, 3, 999_999, 1_000_000, .. Enumerable.Range(0, Scores - 6).Select(_ => random.Next(1_000_001))];

        foreach (var some in scores.Chunk(PerCall))
        {
            BigInteger[] words = [Abi.Number(campaign.Address), 64, some.Length, .. some.Select(score => (BigInteger)score)];
            var answer = await chain.Node.CallAsync(
                ChainWorld.Owner, probe, Abi.Call("payouts(address,uint256[])", words));

            for (var i = 0; i < some.Length; i++)
            {
                Assert.That(
                    Abi.Number(answer.AsSpan((2 + i) * 32, 32)), Is.EqualTo(PayoutReference.Of(terms, some[i])), $"{curve} of {some[i]}");
            }
        }
    }

    [Test]
    public async Task Payout_AboveTheHighestScore_Reverts()
    {
        var chain = await TestChain.GetAsync();

        var thrown = Assert.ThrowsAsync<JsonRpcException>(
            () => chain.Node.CallAsync(ChainWorld.Owner, chain.Open.Address, Abi.Call("payout(uint256)", 1_000_001)));

        Assert.That(thrown!.Reverted, Is.EqualTo(Abi.Call("WrongBounds()")));
    }
}
