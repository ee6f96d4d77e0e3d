using System.Numerics;
using Airdrop;
using Airdrop.Evm;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.Groth16;
using static Shadowgraph.Proofs.Chain.Tests.ChainWorld;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>The contract that checks chains, against the batch verifier of the library: both agree on every chain, whole or mutated.</summary>
[TestFixture]
public sealed class ChainClaimTests
{
    // Words of verifyProof's arguments: offset, eight signals, offset, number of proofs, the proofs.
    private const int FirstSignal = 1;
    private const int StatesOffset = 9;
    private const int FirstProof = 11;

    private TestChain _chain = null!;
    private Groth16Verifier _verifier = null!;
    private EvmAddress _contract;
    private ReputationProof _proof = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _chain = await TestChain.GetAsync();
        _verifier = new Groth16Verifier((await KeysAsync())[CircuitSize.Small]);
        _contract = await _chain.Node.DeployAsync(Owner, _chain.Contracts.Chain(CircuitSize.Small).Code, Abi.Words(0, 0, 0));
        _proof = await ProveAsync(_chain.Open.Scope, Grace, ProofStatement.Exact(), Grace);
    }

    [Test]
    public async Task VerifyProof_OfMutatedChains_AgreesWithTheBatchVerifier()
    {
        var links = _proof.Links;
        var other = await ProveAsync(_chain.Open.Scope, Grace, ProofStatement.Threshold(500_000), Grace);
        var anonymous = await ProveAsync(_chain.Anonymous.Scope, HiddenLong, ProofStatement.Threshold(500_000).Anonymously(), Stranger);
        var states = StatesOf(_proof);
        var signals = SignalsOf(_proof);
        var single = await ProveAsync(_chain.Open.Scope, Ada, ProofStatement.Exact(), Ada);
        var (first, second, own) = (links[0].Proof, links[1].Proof, links[2].Proof);
        List<(string What, Groth16Proof[] Proofs, Fr[] Signals, Fr[] States)> chains =
        [
            ("as it is", Points(links), signals, states),
            ("another of the same", Points(other.Links), SignalsOf(other), StatesOf(other)),
            ("two links", Points(anonymous.Links), SignalsOf(anonymous), StatesOf(anonymous)),
            ("one link", Points(single.Links), SignalsOf(single), []),
            ("re-randomised", [.. links.Select(link => Forge.Randomised(link.Proof, new Fr(3)))], signals, states),
            ("links 1 and 2 exchanged", Points(links[1], links[0], links[2]), signals, states),
            ("links and states exchanged", Points(links[1], links[0], links[2]), signals, [states[1], states[0]]),
            ("link 1 missing", Points(links[1], links[2]), signals, [states[1]]),
            ("link 2 missing", Points(links[0], links[2]), signals, [states[0]]),
            ("link 2 missing, the other state", Points(links[0], links[2]), signals, [states[1]]),
            ("link 1 twice", Points(links[0], links[0], links[1], links[2]), signals, [states[0], states[0], states[1]]),
            ("a link of another chain", Points(links[0], other.Links[1], links[2]), signals, states),
            ("the last link alone", Points(links[2]), signals, []),
            ("the last link with an invented state before it", Points(single.Links[0], links[2]), signals, [states[1]]),
            ("the last link after itself", Points(links[2], links[2]), signals, [states[1]]),
            ("an inner link alone", Points(links[1]), [default, default, default, default, default, default, default, signals[7]], []),
            ("states exchanged", Points(links), signals, [states[1], states[0]]),
            ("another state", Points(links), signals, [states[0], states[1] + Fr.One]),
            ("C of two links exchanged: without weights the errors cancel",
                [WithC(first, second.C), WithC(second, first.C), own], signals, states),
            ("C changed by opposite points: without weights the errors cancel",
                [WithC(first, Sum(first.C, own.A)), WithC(second, Sum(second.C, -own.A)), own], signals, states),
            .. Enumerable.Range(0, 8).Select(i => ($"signal {i} changed", Points(links), Changed(signals, i), states)),
        ];

        var accepted = 0;
        foreach (var (what, proofs, claim, between) in chains)
        {
            var expected = _verifier.VerifyBatch(Batch(proofs, claim, between)).AllValid;
            accepted += expected ? 1 : 0;
            Assert.That(await AskAsync(Encode(proofs, claim, between)), Is.EqualTo(expected ? "true" : "false"), what);
        }

        Assert.That(accepted, Is.EqualTo(5), "The first five are chains.");
    }

    [Test]
    public async Task VerifyProof_OfWhatIsMalformed_Reverts()
    {
        var call = _proof.ToSolidityCalldata();
        var (signals, states) = (SignalsOf(_proof), StatesOf(_proof));
        var points = Points(_proof.Links);
        var stateWord = FirstProof + (8 * 3) + 1;
        foreach (var (what, changed, error) in (IEnumerable<(string, byte[], string)>)
        [
            ("no proof", Encode([], signals, []), "WrongLength"),
            ("a state too many", Encode(points, signals, [.. states, states[0]]), "WrongLength"),
            ("a state too few", Encode(points, signals, states[..1]), "WrongLength"),
            ("257 proofs", Encode([.. Enumerable.Repeat(points[0], 257)], signals, [.. Enumerable.Repeat(states[0], 256)]), "WrongLength"),
            ("a state of 0", Encode(points, signals, [states[0], default]), "SignalNotInField"),
            ("a state's other encoding", Forge.WithWord(call, stateWord, Forge.WordOf(call, stateWord) + Fr.Modulus), "SignalNotInField"),
            .. Enumerable.Range(0, 8).Select(i => (
                $"signal {i} past the modulus", Forge.WithWord(call, FirstSignal + i, Forge.WordOf(call, FirstSignal + i) + Fr.Modulus), "SignalNotInField")),
            .. Enumerable.Range(0, 24).Select(i => (
                $"word {i} past q", Forge.WithWord(call, FirstProof + i, Forge.WordOf(call, FirstProof + i) + Fp.Modulus), "PointNotOnCurve")),
            .. Enumerable.Range(0, 24).Select(i => (
                $"word {i} plus one", Forge.WithWord(call, FirstProof + i, Forge.WordOf(call, FirstProof + i) + 1),
                i % 8 is >= 2 and < 6 ? "PrecompileFailed" : "PointNotOnCurve")),
            .. Enumerable.Range(0, 3).SelectMany(i => ((int From, int Count)[])[(0, 2), (2, 4), (6, 2)], (i, part) => (
                $"infinity at {part.From} of {i}",
                Enumerable.Range(0, part.Count).Aggregate(call, (now, word) => Forge.WithWord(now, FirstProof + (8 * i) + part.From + word, 0)),
                "PointNotOnCurve")),
            .. Enumerable.Range(0, 3).Select(i => (
                $"B of {i} outside its subgroup",
                Encode([.. points[..i], new(points[i].A, OutsidePoints.OutsideSubgroup, points[i].C), .. points[(i + 1)..]], signals, states),
                "PrecompileFailed")),
        ])
        {
            Assert.That(await AskAsync(changed), Is.EqualTo(error), what);
        }
    }

    /// <summary>What is verified is what the offsets lead to, and the weights follow from all of the calldata.</summary>
    [Test]
    public async Task VerifyProof_OfOtherOffsets_SaysTheSameOfTheSameValues()
    {
        var call = _proof.ToSolidityCalldata();
        var words = (call.Length - 4) / 32;

        // The states once more at the end, the offset to them there.
        byte[] moved = [.. Forge.WithWord(call, StatesOffset, words * 32), .. call[^96..]];
        Assert.That(await AskAsync(moved), Is.EqualTo("true"));
        Assert.That(await AskAsync([.. call, .. new byte[320]]), Is.EqualTo("true"), "Calldata may go on.");

        // Proofs and states from one place: a length that serves both, and no chain.
        Assert.That(await AskAsync(Forge.WithWord(call, StatesOffset, 320)), Is.EqualTo("WrongLength"));
        Assert.That(await AskAsync(Forge.WithWord(call, 0, Forge.WordOf(call, StatesOffset))), Is.EqualTo("no data").Or.EqualTo("WrongLength"));
        foreach (var offset in (BigInteger[])[words * 32, (BigInteger.One << 64) - 1, BigInteger.One << 64, (BigInteger.One << 256) - 32])
        {
            Assert.That(await AskAsync(Forge.WithWord(call, StatesOffset, offset)), Is.EqualTo("no data"), $"states at {offset}");
            Assert.That(await AskAsync(Forge.WithWord(call, 0, offset)), Is.EqualTo("no data"), $"proofs at {offset}");
        }

        foreach (var length in (int[])[4, 36, call.Length / 2, call.Length - 32, call.Length - 1])
            Assert.That(await AskAsync(call[..length]), Is.EqualTo("no data"), $"{length} bytes");
    }

    [Test]
    public async Task Claim_OfAMutatedChain_IsNotPaid()
    {
        var call = ClaimCall.Encode(_proof);
        var alone = Forge.With(_proof, _proof.Links[^1]);
        var swapped = Forge.With(_proof, _proof.Links[1], _proof.Links[0], _proof.Links[2]);
        var missing = Forge.With(_proof, _proof.Links[1], _proof.Links[2]);
        var repeated = Forge.With(_proof, _proof.Links[0], _proof.Links[1], _proof.Links[1], _proof.Links[2]);

        Assert.That((await _chain.TryAsync(_chain.Open, _proof)).Refusal, Is.Null);
        foreach (var (what, proof) in (IEnumerable<(string, ReputationProof)>)
            [("the last link alone", alone), ("swapped", swapped), ("missing", missing), ("repeated", repeated)])
        {
            Assert.That((await _chain.TryAsync(_chain.Open, proof)).Refusal, Is.EqualTo("ProofInvalid"), what);
        }

        // One word further than in the verifier's call, as the circuit stands before it.
        Assert.That(
            (await _chain.TryAsync(_chain.Open, _proof, call: Forge.WithWord(call, 1 + FirstSignal + 5, 0))).Refusal, Is.EqualTo("ProofInvalid"), "minScore");
        Assert.That((await _chain.TryAsync(_chain.Open, _proof, call: Forge.WithWord(call, 0, 2))).Refusal, Is.EqualTo("ProofInvalid"), "another circuit");
    }

    private async Task<string> AskAsync(byte[] call)
    {
        try
        {
            return Abi.Number(await _chain.Node.CallAsync(Stranger, _contract, call)).IsOne ? "true" : "false";
        }
        catch (JsonRpcException e)
        {
            return e.Reverted is not { Length: >= 4 } data
                ? "no data"
                : _chain.Contracts.Errors[System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(data)];
        }
    }

    /// <summary>The links as the circuit has them: what the contract fills in, filled in.</summary>
    private static ProofWithSignals[] Batch(Groth16Proof[] proofs, Fr[] signals, Fr[] states) =>
    [
        .. proofs.Select((proof, i) => new ProofWithSignals(proof, (Fr[])
        [
            .. i == proofs.Length - 1 ? signals : [.. new Fr[7], signals[7]],
            i == 0 ? default : states[i - 1],
            i == proofs.Length - 1 ? default : states[i],
        ])),
    ];

    private static byte[] Encode(Groth16Proof[] proofs, Fr[] signals, Fr[] states)
    {
        var words = new byte[32 * 8 * proofs.Length];
        for (var i = 0; i < proofs.Length; i++) Groth16.Solidity.VerifierCalldata.WriteProof(proofs[i], words.AsSpan(256 * i));
        BigInteger[] head =
            [320, .. signals.Select(signal => signal.ToBigInteger()), 320 + 32 + words.Length, proofs.Length];
        return
        [
            .. Abi.Call("verifyProof(uint256[8][],uint256[8],uint256[])", head), .. words,
            .. Abi.Words([states.Length, .. states.Select(state => state.ToBigInteger())]),
        ];
    }

    private static Groth16Proof[] Points(params IEnumerable<ReputationProofLink> links) => [.. links.Select(link => link.Proof)];

    private static Fr[] SignalsOf(ReputationProof proof) => proof.Links[^1].Signals[..8].ToArray();

    private static Fr[] StatesOf(ReputationProof proof) => [.. proof.Links.SkipLast(1).Select(link => link.Signals[9])];

    private static Fr[] Changed(Fr[] signals, int place)
    {
        Fr[] changed = [.. signals];
        changed[place] += Fr.One;
        return changed;
    }

    private static Groth16Proof WithC(Groth16Proof proof, G1Affine c) => new(proof.A, proof.B, c);

    private static G1Affine Sum(G1Affine left, G1Affine right) => ((G1Jacobian)left).Add(right).ToAffine();
}
