using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Tests.Interop;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Proving;

/// <summary>The exported contract, compiled with solc and called on an EVM with proofs of the small circuit.</summary>
[TestFixture]
[Parallelizable]
public sealed class ReputationContractTests
{
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
}
