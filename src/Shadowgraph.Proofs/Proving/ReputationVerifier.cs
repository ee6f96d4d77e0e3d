using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving;

/// <summary>Verifies reputation proofs against an expectation. Needs verification keys only. Thread-safe.</summary>
public sealed class ReputationVerifier
{
    /// <summary>Two proofs cost less singly: a batch processes eight lanes at a time.</summary>
    private const int FewestForBatch = 3;

    private readonly Dictionary<CircuitSize, Groth16Verifier> _verifiers = [];
    private readonly Dictionary<CircuitSize, VerifyingKey> _keys = [];
    private readonly TimeProvider _time;

    /// <summary>Makes a verifier that accepts proofs of the given keys only.</summary>
    /// <param name="keys">The verification key of each circuit in use.</param>
    /// <param name="pinnedHashes">
    /// The required <see cref="VerifyingKey.Hash"/> of the key of each circuit, as 64 hexadecimal digits; there may be more hashes than keys. The
    /// hashes decide the meaning of a proof: obtain them from the organiser of the ceremony, keep them in your configuration, and never accept
    /// them from a submitter of proofs or from the directory of the key files.
    /// </param>
    /// <param name="time">The clock; null for the system clock.</param>
    /// <exception cref="ArgumentException">
    /// There is no key, or a key has no pinned hash, or has a number of public inputs other than the reputation circuit's.
    /// </exception>
    /// <exception cref="ProvingKeyException">The hash of a key differs from the pinned hash.</exception>
    public ReputationVerifier(
        IReadOnlyDictionary<CircuitSize, VerifyingKey> keys,
        IReadOnlyDictionary<CircuitSize, string> pinnedHashes,
        TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(pinnedHashes);
        if (keys.Count == 0) throw new ArgumentException("At least one verification key is needed.", nameof(keys));
        foreach (var (size, key) in keys)
        {
            if (key.PublicInputCount != ReputationSignals.Count)
            {
                throw new ArgumentException(
                    $"The key for {size} has {key.PublicInputCount} public inputs and the reputation circuit has "
                    + $"{ReputationSignals.Count}: the key belongs to another circuit.",
                    nameof(keys));
            }

            CheckHash(size, key, pinnedHashes);
            _keys[size] = key;
            _verifiers[size] = new Groth16Verifier(key);
        }

        _time = time ?? TimeProvider.System;
    }

    /// <summary>A verifier with the key of a store, which has already approved the key.</summary>
    internal static ReputationVerifier Trusting(CircuitSize size, VerifyingKey key, TimeProvider? time = null) => new(
        new Dictionary<CircuitSize, VerifyingKey> { [size] = key }, new Dictionary<CircuitSize, string> { [size] = key.Hash }, time);

    /// <summary>Checks a proof against an expectation.</summary>
    /// <param name="proof">The proof; from any source.</param>
    /// <param name="expectation">The required statement.</param>
    /// <returns>
    /// All failed checks, or none. A chain is checked as a whole: no link counts alone. The Groth16 proofs of the links, the most expensive part,
    /// are verified only if all cheaper checks hold.
    /// </returns>
    /// <exception cref="ArgumentException">The expectation cannot be met: without a root or recipient, or contradictory.</exception>
    public ReputationVerification Verify(ReputationProof proof, ProofExpectation expectation) =>
        VerifyAt(proof, expectation, expectation?.Now ?? Now);

    /// <summary>The time of the verifier's clock.</summary>
    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>As <see cref="Verify"/>, at a given time.</summary>
    internal ReputationVerification VerifyAt(ReputationProof proof, ProofExpectation expectation, DateTimeOffset now) =>
        Check(proof, expectation, now, areLinksVerified: false);

    /// <summary>
    /// As <see cref="VerifyAt"/>, for a caller that has already verified the Groth16 proof of each link against its signals with the pinned key:
    /// checks only the signals against the expectation.
    /// </summary>
    internal ReputationVerification VerifySignalsAt(ReputationProof proof, ProofExpectation expectation, DateTimeOffset now) =>
        Check(proof, expectation, now, areLinksVerified: true);

    private ReputationVerification Check(
        ReputationProof proof, ProofExpectation expectation, DateTimeOffset now, bool areLinksVerified)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(expectation);
        expectation.Validate();

        var findings = new Findings();
        if (findings.Check(ReputationCheck.LinkCount, proof.Links.Count <= expectation.MaxLinks,
            () => $"The proof has {proof.Links.Count} links and at most {expectation.MaxLinks} are accepted."))
        {
            ChainRules.Check(proof, findings);
            CheckKey(proof, expectation, findings);
        }

        ExpectationRules.Check(proof, expectation, now, findings);

        // Pairings last: an unexpected proof must cost no more than a look at its signals.
        if (findings.IsEmpty && !areLinksVerified) CheckLinks(proof, findings);
        return new ReputationVerification(ReplayKeyOf(proof), findings.Sorted());
    }

    /// <summary>The pinned hash for a circuit; null without a pinned key.</summary>
    internal string? KeyHashOf(CircuitSize size) => _keys.GetValueOrDefault(size)?.Hash;

    /// <summary>Whether the pinned key of a circuit is a development key.</summary>
    internal bool HasDevelopmentKey(CircuitSize size) => _keys.TryGetValue(size, out var key) && key.IsDevelopmentKey;

    private static ReplayKey ReplayKeyOf(ReputationProof proof) =>
        new(proof.Scope, proof.Subject is { } subject ? subject.ToFr() : proof.Nullifier, proof.IsAnonymous);

    private static void CheckHash(CircuitSize size, VerifyingKey key, IReadOnlyDictionary<CircuitSize, string> pinnedHashes)
    {
        var pinned = pinnedHashes.GetValueOrDefault(size);
        if (pinned is not { Length: 64 } || !pinned.All(char.IsAsciiHexDigit))
        {
            throw new ArgumentException(
                $"The hash that is pinned for {size} is {(pinned is null ? "missing" : "not 64 hexadecimal digits")}: name the hash of the "
                + "verification key, as published by the ceremony's organiser.",
                nameof(pinnedHashes));
        }

        if (!string.Equals(pinned, key.Hash, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProvingKeyException(
                ProvingKeyRejection.WrongHash,
                $"The verification key for {size} has the hash {key.Hash}, and {pinned} is pinned. Get the key from its publisher again.");
        }
    }

    private void CheckKey(ReputationProof proof, ProofExpectation expectation, Findings findings)
    {
        if (findings.Check(ReputationCheck.VerificationKey, _keys.TryGetValue(proof.Size, out var key),
                () => $"No verification key is pinned for the {proof.Size} circuit.")
            && findings.Check(ReputationCheck.VerificationKey, proof.VerificationKeyHash == key!.Hash,
                () => $"The proof is for the verification key {proof.VerificationKeyHash}, and {key!.Hash} is pinned for {proof.Size}."))
        {
            findings.Check(ReputationCheck.DevelopmentKey, expectation.AllowDevelopmentKeys || !key.IsDevelopmentKey,
                () => $"The key for {proof.Size} is a development key: its creator can forge proofs.");
        }
    }

    private void CheckLinks(ReputationProof proof, Findings findings)
    {
        var verifier = _verifiers[proof.Size];

        // A single batch, and on failure each proof alone: bisection would cost most if all proofs are wrong.
        if (proof.Links.Count >= FewestForBatch
            && verifier.AreAllValid([.. proof.Links.Select(link => new ProofWithSignals(link.Proof, link.SignalMemory))])) return;
        for (var i = 0; i < proof.Links.Count; i++)
        {
            var link = proof.Links[i];
            findings.Check(ReputationCheck.Proof, verifier.Verify(link.Proof, link.Signals),
                () => "The Groth16 proof is not valid for its public signals.", i);
        }
    }

    /// <summary>Collects failed checks.</summary>
    internal sealed class Findings
    {
        private readonly List<ReputationCheckFailure> _failures = [];

        public bool IsEmpty => _failures.Count == 0;

        /// <returns>Whether the check held.</returns>
        public bool Check(ReputationCheck check, bool holds, Func<string> message, int? link = null)
        {
            if (!holds) _failures.Add(new ReputationCheckFailure(check, link, message()));
            return holds;
        }

        public ReputationCheckFailure[] Sorted() => [.. _failures.OrderBy(failure => failure.Check)];
    }
}
