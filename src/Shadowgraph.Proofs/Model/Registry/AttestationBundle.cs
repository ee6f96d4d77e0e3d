using System.Collections.Immutable;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs;

/// <summary>All attestations of a subject in canonical order, one per attester. Immutable.</summary>
internal sealed class AttestationBundle
{
    /// <summary>Below 2²⁰, so that sums stay in range.</summary>
    public const int MaxCount = (1 << 20) - 1;

    private AttestationBundle(ImmutableArray<QuantizedAttestation> attestations, in BundleHash hash)
    {
        Attestations = attestations;
        Hash = hash;
    }

    /// <summary>Sorted by attester as an integer, then by creation time. With a single attestation per attester, the attester alone
    /// decides.</summary>
    public ImmutableArray<QuantizedAttestation> Attestations { get; }

    /// <summary>The hashes of all attestations.</summary>
    public BundleHash Hash { get; }

    /// <summary>Validates, quantises and sorts the attestations of a subject.</summary>
    /// <exception cref="InvalidAttestationException">There are no attestations or too many, or an attestation is not valid, not about this subject,
    /// or the second of its attester.</exception>
    public static AttestationBundle From(EvmAddress subject, IEnumerable<Attestation> attestations) =>
        Hashed(Quantize(subject, attestations));

    /// <summary>Validates, quantises and sorts the attestations of a subject; the caller computes the hash.</summary>
    /// <exception cref="InvalidAttestationException">As for <see cref="From"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<QuantizedAttestation> Quantize(
        EvmAddress subject, IEnumerable<Attestation> attestations, CancellationToken cancellationToken = default)
    {
        var quantized = new List<QuantizedAttestation>();
        var positions = new Dictionary<EvmAddress, int>();
        foreach (var attestation in attestations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (quantized.Count == MaxCount)
            {
                throw new InvalidAttestationException("attestations", $"are more than {MaxCount}. Leave out the oldest.");
            }
            try
            {
                quantized.Add(QuantizedAttestation.From(attestation));
            }
            catch (InvalidAttestationException e)
            {
                throw e.Within($"attestations[{quantized.Count}]");
            }

            var index = quantized.Count - 1;
            if (attestation.Target != subject)
            {
                throw new InvalidAttestationException(
                    $"attestations[{index}].target",
                    $"is {attestation.Target}, not the subject {subject}. Publish it for its own subject.");
            }

            if (!positions.TryAdd(attestation.Source, index))
            {
                throw new InvalidAttestationException(
                    $"attestations[{index}].source",
                    $"is {attestation.Source}, who already has the attestation [{positions[attestation.Source]}]. "
                    + "Keep one per attester, the latest.");
            }
        }

        if (quantized.Count == 0)
        {
            throw new InvalidAttestationException("attestations", "are empty. Publish at least one, or remove the subject.");
        }
        quantized.Sort((left, right) => left.Context.CompareTo(right.Context));
        return [.. quantized];
    }

    /// <summary>Restores a bundle from attestations committed to earlier.</summary>
    /// <returns>Null if there are no attestations or too many, the order is wrong, or an attester occurs twice.</returns>
    public static AttestationBundle? FromCommitted(IReadOnlyList<QuantizedAttestation> attestations)
    {
        if (attestations.Count is 0 or > MaxCount) return null;
        for (var i = 1; i < attestations.Count; i++)
        {
            if (attestations[i - 1].Context.Attester >= attestations[i].Context.Attester) return null;
        }

        return Hashed([.. attestations]);
    }

    /// <summary>Combines attestations and hash without a check: the caller guarantees sorted attestations with the matching hash.</summary>
    public static AttestationBundle FromHashed(ImmutableArray<QuantizedAttestation> attestations, in BundleHash hash) => new(attestations, hash);

    private static AttestationBundle Hashed(ImmutableArray<QuantizedAttestation> attestations) =>
        new(attestations, BundleHashing.Hash(attestations.AsSpan()));
}
