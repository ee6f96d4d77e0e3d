using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Reputation;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// What the publisher hands to a subject so that it can prove: everything its leaf commits to, and the path from there to a root.
/// Immutable, thread-safe.
/// </summary>
/// <remarks>
/// Confidential. Who has an opening of a named subject can prove in its name; an opening of a hidden one shows its score and attesters, but
/// proves nothing without the <see cref="IdentitySecret"/>. It is of one root: after changes to the registry the publisher opens again.
/// </remarks>
[JsonConverter(typeof(ExplicitJsonConverter<RegistryOpening>))]
public sealed class RegistryOpening
{
    internal RegistryOpening(in Fr root, in Fr subjectKey, EvmAddress? subject, AttestationBundle bundle, in Fr salt, MerklePath path)
    {
        Root = root;
        SubjectKey = subjectKey;
        Subject = subject;
        Bundle = bundle;
        Salt = salt;
        Path = path;
    }

    /// <summary>The registry's root that the path leads to.</summary>
    public Fr Root { get; }

    /// <summary>The subject's address; null for a hidden subject.</summary>
    public EvmAddress? Subject { get; }

    /// <summary>What the leaf is keyed by: the address, or the identity commitment of a hidden subject.</summary>
    public Fr SubjectKey { get; }

    /// <summary>How many attestations the leaf commits to, expired ones included.</summary>
    public int AttestationCount => Bundle.Attestations.Length;

    internal AttestationBundle Bundle { get; }

    internal ImmutableArray<QuantizedAttestation> Attestations => Bundle.Attestations;

    internal Fr Salt { get; }

    internal MerklePath Path { get; }

    internal Fr Leaf => Commitments.Leaf(SubjectKey, Bundle.Hash, (ulong)AttestationCount, Salt);

    /// <summary>The bytes that <see cref="FromJson"/> reads by default: 32 MiB, more than the longest proof's attestations take.</summary>
    public const int DefaultMaxBytes = 32 << 20;

    /// <summary>Reads an opening and verifies it.</summary>
    /// <param name="utf8">What <see cref="ToJson"/> wrote.</param>
    /// <param name="maxBytes">The most bytes that are read: the work of hashing an opening grows with them.</param>
    /// <exception cref="RegistryOpeningException">It is no opening, too large, a value is out of its range, or leaf and path don't lead to
    /// the root.</exception>
    public static RegistryOpening FromJson(ReadOnlySpan<byte> utf8, int maxBytes = DefaultMaxBytes)
    {
        if (utf8.Length > maxBytes)
        {
            throw new RegistryOpeningException(
                "$", $"has {utf8.Length} bytes, more than the {maxBytes} allowed. Raise maxBytes to read it.");
        }

        var opening = RegistryOpeningJson.Read(utf8);
        opening.Verify();
        return opening;
    }

    /// <summary>Writes the opening, its secret salt included, as JSON in UTF-8.</summary>
    public byte[] ToJson() => RegistryOpeningJson.Write(this);

    /// <summary>Computes leaf and path again and compares with the root.</summary>
    /// <exception cref="RegistryOpeningException">They don't lead to the root.</exception>
    public void Verify()
    {
        if (Path.ComputeRoot(Leaf) != Root)
        {
            throw new RegistryOpeningException(
                "$.registry_root",
                "is not the root that leaf and path lead to: the opening was changed. Ask the registry's publisher for a new one.");
        }
    }

    /// <summary>The consensus of the attestations that are unexpired at a time, and the score that a proof of that time shows.</summary>
    /// <param name="asOf">From 1970 on, counted in whole seconds, fractions dropped.</param>
    /// <exception cref="InsufficientEvidenceException">No active attestation has any evidence.</exception>
    /// <exception cref="ArgumentOutOfRangeException">asOf is before 1970.</exception>
    public FusedOpinion Fuse(DateTimeOffset asOf)
    {
        var seconds = UnixSeconds.From(asOf, nameof(asOf));
        return EvidenceFusion.Describe(EvidenceFusion.Sum(Attestations, seconds), seconds);
    }

    /// <summary>
    /// Everything it says, in 1165 bytes at most. The attestations go in as their hash, which was computed from them and not read.
    /// </summary>
    internal void AppendTo(ref DigestInput input)
    {
        input.Add(Root);
        input.Add(SubjectKey);
        input.Add(Subject is not null);
        input.Add(Bundle.Hash);
        input.Add((uint)AttestationCount);
        input.Add(Salt);
        Path.AppendTo(ref input);
    }

    /// <summary>Root and size, and nothing of the subject or its attestations.</summary>
    public override string ToString() => $"{nameof(RegistryOpening)} {{ Root = {Root}, AttestationCount = {AttestationCount} }}";
}
