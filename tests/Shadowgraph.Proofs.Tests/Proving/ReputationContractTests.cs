using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Solidity;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Tests.Groth16;
using Shadowgraph.Proofs.Tests.Interop;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Proving;

/// <summary>The exported contract, compiled with solc and called on an EVM with proofs of the small circuit.</summary>
[TestFixture]
[Parallelizable]
public sealed class ReputationContractTests
{
    private const ulong Highest = 1_000_000;
    private const ulong Limit = 1 << 20;

    [Test]
    public async Task Contract_TakesProofsOfOneLink_AndNoLastLinkByItself()
    {
        var key = (await KeyStore.GetAsync(CircuitSize.Small)).VerifyingKey;
        var single = (await SharedAsync(Named, ProofStatement.Exact())).Proof;
        var lastLink = new ReputationProof(CircuitSize.Small, single.VerificationKeyHash, [(await ChainAsync()).Links[^1]]);
        var answers = VerifierContract.Ask(
            ReputationContract.Export(key), single.Links[0], [ReputationContract.Calldata(single), ReputationContract.Calldata(lastLink)]);

        Assert.That(answers, Is.EqualTo(new[] { true, false }));
    }

    /// <summary>Bounds at the edges of every case of the contract, in proofs that hold for any signals because the key's secrets are known.</summary>
    [Test]
    public void Contract_WithAnyBounds_AnswersAsTheVerifier()
    {
        var key = new TrapdoorKey(ReputationSignals.Count);
        var random = new Random(20_261_130);
        (ulong Min, ulong Max)[] bounds =
        [
            (0, 0), (0, 1), (1, 0), (1, 1), (0, Highest), (Highest, Highest), (Highest, 0), (5, Highest), (Highest - 1, Highest), (Highest, Highest + 1),
            (Limit - 1, Limit - 1), (Limit - 1, 0), (0, Limit - 1), (Limit, Limit), (Limit - 1, Limit), (Limit, Highest), (0x8421, 0x7bde), (0x84210, 0x08421),
            (ulong.MaxValue, ulong.MaxValue), (ulong.MaxValue, 3), .. Enumerable.Range(0, 20).Select(_ => (Draw(random), Draw(random))),
        ];
        var links = bounds.SelectMany(pair => new[] { Link(key, pair), Mutate(Link(key, pair)) }).ToArray();
        var verifier = new Groth16Verifier(key.VerifyingKey);

        var answers = VerifierContract.Ask(
            ReputationContract.Export(key.VerifyingKey), links[0], links.Select(link => VerifierCalldata.Export(link.Proof, link.Signals[..^2])));

        Assert.That(answers, Is.EqualTo(links.Select(link => verifier.Verify(link.Proof, link.Signals))));
        Assert.That(answers.Count(answer => answer), Is.EqualTo(bounds.Length));
    }

    [Test]
    public async Task Export_TakesEightSignals()
    {
        var key = (await KeyStore.GetAsync(CircuitSize.Small)).VerifyingKey;

        var source = ReputationContract.Export(key, "Airdrop");

        Assert.That(source, Does.Contain("contract Airdrop {").And.Contain("uint256[8]").And.Contain("DEVELOPMENT KEY"));
    }

    [Test]
    public void Export_KeyOfAnotherCircuit_Throws() => Assert.That(
        () => ReputationContract.Export(Groth16.SnarkjsMade.Get("public").VerifyingKey),
        Throws.ArgumentException.With.Message.Contains("public inputs"));

    [Test]
    public async Task Calldata_SeveralLinks_Throws()
    {
        var chain = await ChainAsync();

        Assert.That(() => ReputationContract.Calldata(chain), Throws.ArgumentException.With.Message.Contains("3 links"));
    }

    private static ulong Draw(Random random) => (ulong)random.NextInt64((long)Limit);

    private static ReputationProofLink Link(TrapdoorKey key, (ulong Min, ulong Max) bounds)
    {
        var signals = new Fr[ReputationSignals.Count];
        for (var i = 0; i < ReputationSignals.PreviousState; i++) signals[i] = Fr.Random();
        (signals[ReputationSignals.MinScore], signals[ReputationSignals.MaxScore]) = (new Fr(bounds.Min), new Fr(bounds.Max));
        return new ReputationProofLink(key.Prove(signals), signals);
    }

    /// <summary>The proof with a bound that differs in one bit.</summary>
    private static ReputationProofLink Mutate(ReputationProofLink link)
    {
        var signals = link.Signals.ToArray();
        var bound = signals[ReputationSignals.MaxScore].ToBigInteger();
        signals[ReputationSignals.MaxScore] = Fr.FromBigIntegerReduced(bound ^ 1);
        return new ReputationProofLink(link.Proof, signals);
    }
}
