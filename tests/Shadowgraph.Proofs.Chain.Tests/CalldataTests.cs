using System.Globalization;
using System.Numerics;
using Airdrop.Evm;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16.Solidity;
using static Shadowgraph.Proofs.Chain.Tests.ChainWorld;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>Selectors against the compiler's, and calldata read back.</summary>
[TestFixture]
public sealed class CalldataTests
{
    private const uint SingleSelector = 0xc9219a7a;

    [Test]
    public async Task Selector_OfEveryFunction_IsTheCompilers()
    {
        var contracts = (await TestChain.GetAsync()).Contracts;
        var methods = ((CompiledContract[])
        [
            contracts.Airdrop, contracts.Token, contracts.Chain(CircuitSize.Medium),
            contracts.Single(CircuitSize.Small, fixedScope: false), contracts.Single(CircuitSize.Large, fixedScope: true),
        ]).SelectMany(contract => contract.Methods).ToArray();

        Assert.That(methods, Has.Length.GreaterThan(20));
        foreach (var (signature, selector) in methods) Assert.That(SolidityAbi.Selector(signature), Is.EqualTo(selector), signature);
        Assert.That(contracts.Single(CircuitSize.Small, fixedScope: false).Methods.Values, Has.Member(SingleSelector));
        Assert.That(SolidityAbi.Selector("verifyProof(uint256[2],uint256[2][2],uint256[2],uint256[8])"), Is.EqualTo(SingleSelector));
    }

    [TestCase("")]
    [TestCase("transfer")]
    [TestCase("(address)")]
    [TestCase("transfer(address, uint256)")]
    [TestCase("überweise(address)")]
    public void Selector_OfNoSignature_Throws(string signature) => Assert.That(
        () => SolidityAbi.Selector(signature), Throws.ArgumentException.With.Message.Contains("transfer(address,uint256)"));

    [Test]
    public async Task ToSolidityCalldata_OfOneLink_ReadsBack()
    {
        var proof = await ProveAsync((await TestChain.GetAsync()).Open.Scope, Ada, ProofStatement.Exact(), Ada);
        var result = ProofResult.Completed(Guid.NewGuid(), proof, default);

        var words = WordsOf(result.ToSolidityCalldata(), SingleSelector);

        Assert.That(words, Has.Length.EqualTo(16));
        Assert.That(words[..8], Is.EqualTo(CoordinatesOf(proof.Links[0])));
        Assert.That(words[8..], Is.EqualTo(SignalsOf(proof)));
        Assert.That(result.ToSolidityCalldata(), Is.EqualTo(proof.ToSolidityCalldata()));
    }

    [Test]
    public async Task ToSolidityCalldata_OfAChain_ReadsBack()
    {
        var chain = await TestChain.GetAsync();
        var proof = await ProveAsync(chain.Open.Scope, Grace, ProofStatement.Exact(), Grace);

        var words = WordsOf(
            proof.ToSolidityCalldata(), chain.Contracts.Chain(CircuitSize.Small).Methods["verifyProof(uint256[8][],uint256[8],uint256[])"]);

        var proofs = (int)words[0] / 32;
        var states = (int)words[9] / 32;
        Assert.That(words[1..9], Is.EqualTo(SignalsOf(proof)));
        Assert.That(words[proofs], Is.EqualTo((BigInteger)3));
        Assert.That(words[(proofs + 1)..(proofs + 25)], Is.EqualTo(proof.Links.SelectMany(CoordinatesOf)));
        Assert.That(words[states], Is.EqualTo((BigInteger)2));
        Assert.That(words[(states + 1)..], Is.EqualTo(proof.Links.SkipLast(1).Select(link => link.Signals[9].ToBigInteger())));
        Assert.That(proof.Links.Skip(1).Select(link => link.Signals[8].ToBigInteger()), Is.EqualTo(words[(states + 1)..]));
    }

    [Test]
    public void ToSolidityCalldata_OfAResultWithoutAProof_ThrowsItsError()
    {
        var result = ProofResult.Ended(Guid.NewGuid(), new ProofError(ProofErrorType.QueueFull, "The queue is full."));

        Assert.That(() => result.ToSolidityCalldata(), Throws.TypeOf<ProofErrorException>().With.Message.Contains("queue is full"));
    }

    private static BigInteger[] WordsOf(byte[] call, uint selector)
    {
        Assert.That(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(call), Is.EqualTo(selector));
        Assert.That(call.Length % 32, Is.EqualTo(4));
        return [.. call.Skip(4).Chunk(32).Select(word => Abi.Number(word))];
    }

    private static BigInteger[] CoordinatesOf(ReputationProofLink link)
    {
        var (a, b, c) = (link.Proof.A, link.Proof.B, link.Proof.C);
        Fp[] coordinates = [a.X, a.Y, b.X.C1, b.X.C0, b.Y.C1, b.Y.C0, c.X, c.Y];
        return [.. coordinates.Select(value => BigInteger.Parse(value.ToString(), CultureInfo.InvariantCulture))];
    }

    private static BigInteger[] SignalsOf(ReputationProof proof) => [.. proof.Links[^1].Signals[..8].ToArray().Select(signal => signal.ToBigInteger())];
}
