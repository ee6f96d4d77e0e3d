using System.Collections.Immutable;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs;

/// <summary>All attestations of a subject in canonical order, one per attester. Immutable.</summary>
internal sealed class AttestationBundle
{
    /// <summary>Fewer than 2²⁰: sums stay in their ranges.</summary>
    public const int MaxCount = (1 << 20) - 1;

    private AttestationBundle(ImmutableArray<QuantizedAttestation> attestations, in Fr hash)
    {
        Attestations = attestations;
        Hash = hash;
    }

    /// <summary>By attester, as integers, then by creation time. With one per attester only the first decides.</summary>
    public ImmutableArray<QuantizedAttestation> Attestations { get; }

    /// <summary>The chain over all of them.</summary>
    public Fr Hash { get; }

    /// <summary>Validates, quantises and orders what was attested of a subject.</summary>
    /// <exception cref="InvalidAttestationException">There is none or there are too many, one is not valid, not of this subject, or the
    /// second of its attester.</exception>
    public static AttestationBundle From(EvmAddress subject, IEnumerable<Attestation> attestations) =>
        Hashed(Quantize(subject, attestations));

    /// <summary>Validates, quantises and orders what was attested of a subject, and leaves the hash to the caller.</summary>
    /// <exception cref="InvalidAttestationException">As for <see cref="From"/>.</exception>
    public static ImmutableArray<QuantizedAttestation> Quantize(EvmAddress subject, IEnumerable<Attestation> attestations)
    {
        var quantized = new List<QuantizedAttestation>();
        var positions = new Dictionary<EvmAddress, int>();
        foreach (var attestation in attestations)
        {
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
                    $"is {attestation.Source}, whose attestation [{positions[attestation.Source]}] is there already. "
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

    /// <summary>Takes attestations that were committed to before.</summary>
    /// <returns>Null if there is none, there are too many, they are out of order or two are of one attester.</returns>
    public static AttestationBundle? FromCommitted(IReadOnlyList<QuantizedAttestation> attestations)
    {
        if (attestations.Count is 0 or > MaxCount) return null;
        for (var i = 1; i < attestations.Count; i++)
        {
            if (attestations[i - 1].Context.Attester >= attestations[i].Context.Attester) return null;
        }

        return Hashed([.. attestations]);
    }

    /// <summary>Takes attestations with their hash. Unchecked: they are of <see cref="Quantize"/>, or were committed to before, and the hash
    /// is of them.</summary>
    public static AttestationBundle FromHashed(ImmutableArray<QuantizedAttestation> attestations, in Fr hash) => new(attestations, hash);

    private static AttestationBundle Hashed(ImmutableArray<QuantizedAttestation> attestations) =>
        new(attestations, Commitments.Chain(Fr.Zero, [.. attestations.Select(attestation => attestation.Committed)]));
}
