using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving;

/// <summary>Says whether a reputation proof holds and says what was expected. Needs verification keys only. Thread-safe.</summary>
public sealed class ReputationVerifier
{
    /// <summary>Two cost less one by one: a batch takes eight at a time.</summary>
    private const int FewestForBatch = 3;

    private readonly Dictionary<CircuitSize, Groth16Verifier> _verifiers = [];
    private readonly Dictionary<CircuitSize, VerifyingKey> _keys = [];
    private readonly TimeProvider _time;

    /// <summary>Makes a verifier that accepts proofs of these keys and of no others.</summary>
    /// <param name="keys">The verification key of each circuit in use.</param>
    /// <param name="pinnedHashes">
    /// <see cref="VerifyingKey.Hash"/> that the key of each circuit must have, as 64 hexadecimal digits; there may be more than keys. They
    /// decide what a proof means: take them from whoever answers for the ceremony, keep them in your configuration, and take them neither
    /// from whoever hands in proofs nor from where the key file lies.
    /// </param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">
    /// There is no key, one has another number of public inputs than the reputation circuit, or one has no pinned hash.
    /// </exception>
    /// <exception cref="ProvingKeyException">A key has another hash than the pinned one.</exception>
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
                    + $"{ReputationSignals.Count}: it is a key of another circuit.",
                    nameof(keys));
            }

            CheckHash(size, key, pinnedHashes);
            _keys[size] = key;
            _verifiers[size] = new Groth16Verifier(key);
        }

        _time = time ?? TimeProvider.System;
    }

    /// <summary>A verifier with a key of a store, which has decided that the key is good.</summary>
    internal static ReputationVerifier Trusting(CircuitSize size, VerifyingKey key, TimeProvider? time = null) => new(
        new Dictionary<CircuitSize, VerifyingKey> { [size] = key }, new Dictionary<CircuitSize, string> { [size] = key.Hash }, time);

    /// <summary>Checks a proof against what is expected of it.</summary>
    /// <param name="proof">The proof; from anywhere.</param>
    /// <param name="expectation">What it must say.</param>
    /// <returns>
    /// All checks that failed, or none. A proof of a chain is checked as a chain: no link counts by itself. The Groth16 proofs of the
    /// links, which cost most, are verified only if all else holds.
    /// </returns>
    /// <exception cref="ArgumentException">The expectation can't be met: it has no root, no recipient, or contradicts itself.</exception>
    public ReputationVerification Verify(ReputationProof proof, ProofExpectation expectation) =>
        VerifyAt(proof, expectation, expectation?.Now ?? Now);

    /// <summary>By the verifier's clock.</summary>
    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>As <see cref="Verify"/>, at a given time.</summary>
    internal ReputationVerification VerifyAt(ReputationProof proof, ProofExpectation expectation, DateTimeOffset now) =>
        Check(proof, expectation, now, areLinksVerified: false);

    /// <summary>
    /// As <see cref="VerifyAt"/>, for who has verified the Groth16 proof of each link for its signals already, with the key that is pinned:
    /// whether the signals say what is expected.
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

        // Pairings last: whoever sends what nobody expects must not cost more than to look at it.
        if (findings.IsEmpty && !areLinksVerified) CheckLinks(proof, findings);
        return new ReputationVerification(ReplayKeyOf(proof), findings.Sorted());
    }

    /// <summary>Hash of the key that is pinned for a circuit; null if none is.</summary>
    internal string? KeyHashOf(CircuitSize size) => _keys.GetValueOrDefault(size)?.Hash;

    /// <summary>Whether the key that is pinned for a circuit is a development key.</summary>
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
                + "verification key, as whoever answers for the ceremony publishes it.",
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

        // One batch, and each by itself only if it fails: a search by halves would cost most where all are wrong.
        if (proof.Links.Count >= FewestForBatch
            && verifier.AreAllValid([.. proof.Links.Select(link => new ProofWithSignals(link.Proof, link.SignalMemory))])) return;
        for (var i = 0; i < proof.Links.Count; i++)
        {
            var link = proof.Links[i];
            findings.Check(ReputationCheck.Proof, verifier.Verify(link.Proof, link.Signals),
                () => "The Groth16 proof is not valid for its public signals.", i);
        }
    }

    /// <summary>Collects the checks that fail.</summary>
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
