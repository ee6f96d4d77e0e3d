using System.Buffers.Binary;
using System.Numerics;
using Airdrop;
using Airdrop.Evm;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Solidity;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>
/// Reads calls of the airdrop as its ABI has them and asks the library what it would say: so that any bytes, not only those that a proof was encoded
/// to, have an answer.
/// </summary>
internal sealed class ClaimReader(IReadOnlyDictionary<CircuitSize, VerifyingKey> keys, ReputationVerifier verifier)
{
    private const string Single = "uint256,uint256[2],uint256[2][2],uint256[2],uint256[8]";
    private const string Chain = "uint256,uint256[8][],uint256[8],uint256[]";
    private const string Signature = ",(uint8,bytes32,bytes32)";

    private static readonly uint Claim = SolidityAbi.Selector($"claim({Single})");
    private static readonly uint ClaimConsent = SolidityAbi.Selector($"claimWithConsent({Single}{Signature})");
    private static readonly uint ClaimChain = SolidityAbi.Selector($"claimChain({Chain})");
    private static readonly uint ClaimChainConsent = SolidityAbi.Selector($"claimChainWithConsent({Chain}{Signature})");

    public static async Task<ClaimReader> CreateAsync() => new(await ChainWorld.KeysAsync(), await ChainWorld.VerifierAsync());

    /// <summary>Whether a call is one that may be paid.</summary>
    public static bool IsClaim(ReadOnlySpan<byte> call) =>
        call.Length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(call) is var selector
        && (selector == Claim || selector == ClaimConsent || selector == ClaimChain || selector == ClaimChainConsent);

    /// <summary>Whether the library, with the campaign's terms as its policy, accepts what a call claims.</summary>
    /// <param name="campaign">The campaign that is called.</param>
    /// <param name="call">Any bytes.</param>
    /// <param name="time">The time, in Unix seconds.</param>
    /// <param name="consents">The signatures that subjects gave, with recipient: none but these are any.</param>
    public bool Accepts(
        Campaign campaign, byte[] call, long time, params (EvmAddress Subject, EvmAddress Recipient, Consent Consent)[] consents)
    {
        try
        {
            if (!IsClaim(call)) return false;
            var selector = BinaryPrimitives.ReadUInt32BigEndian(call);
            var isConsent = selector == ClaimConsent || selector == ClaimChainConsent;
            var words = new Words(call);
            var (proof, signature) = selector == Claim || selector == ClaimConsent ? ReadSingle(words) : ReadChain(words);
            var expectation = campaign.Terms.Expect(campaign.Scope, proof.Recipient, ChainWorld.Registry.Root);
            if (isConsent)
            {
                if (!consents.Any(given => given.Subject == proof.Subject && given.Recipient == proof.Recipient
                        && given.Consent.Words.SequenceEqual(Enumerable.Range(signature, 3).Select(word => words[word])))) return false;
                expectation = expectation with { RequireRecipientIsSubject = false };
            }

            return verifier.VerifyAt(proof, expectation, DateTimeOffset.FromUnixTimeSeconds(time)).IsValid;
        }
        catch (Exception e) when (e is ProofFileException or ArgumentException)
        {
            // Numbers that no proof has, calldata that ends early, a recipient that is nobody.
            return false;
        }
    }

    private (ReputationProof Proof, int Signature) ReadSingle(Words words)
    {
        var link = new ReputationProofLink(ReadPoints(words, 1), [.. Signals(words, 9), default, default]);
        return (Proof(words[0], [link]), 17);
    }

    private (ReputationProof Proof, int Signature) ReadChain(Words words)
    {
        var signals = Signals(words, 2);
        var (proofs, states) = (words.Offset(1), words.Offset(10));
        var count = words.At(proofs);
        if (count < 1 || count > 256 || words.At(states) != count - 1) throw new ArgumentException("Lengths that no chain has.");
        var between = Enumerable.Range(0, (int)count - 1).Select(i => Fr.FromBigInteger(words.At(states + 32 + (32 * i)))).ToArray();
        var links = Enumerable.Range(0, (int)count).Select(i => new ReputationProofLink(
            ReadPoints(words, 0, proofs + 32 + (256 * i)),
            [
                .. i == count - 1 ? signals : [.. new Fr[7], signals[7]],
                i == 0 ? default : between[i - 1],
                i == count - 1 ? default : between[i],
            ])).ToArray();
        return (Proof(words[0], links), 11);
    }

    private ReputationProof Proof(BigInteger circuit, ReputationProofLink[] links)
    {
        var size = circuit < 3 ? (CircuitSize)(int)circuit : throw new ArgumentException("There is no such circuit.");
        return new ReputationProof(size, keys[size].Hash, links);
    }

    private static Fr[] Signals(Words words, int first) => [.. Enumerable.Range(first, 8).Select(word => Fr.FromBigInteger(words[word]))];

    private static Groth16Proof ReadPoints(Words words, int first, int start = 0)
    {
        var numbers = Enumerable.Range(0, 8).Select(i => Fp.FromBigInteger(words.At(start + (32 * (first + i))))).ToArray();
        return new Groth16Proof(
            new G1Affine(numbers[0], numbers[1]), new G2Affine(new Fp2(numbers[3], numbers[2]), new Fp2(numbers[5], numbers[4])),
            new G1Affine(numbers[6], numbers[7]));
    }

    /// <summary>Arguments by their place; all must be there.</summary>
    private sealed class Words(byte[] call)
    {
        public BigInteger this[int word] => At(32 * word);

        public BigInteger At(int place) => Abi.Number(call.AsSpan(4 + place, 32));

        public int Offset(int word) => this[word] < call.Length ? (int)this[word] : throw new ArgumentException("An offset past the end.");
    }
}
