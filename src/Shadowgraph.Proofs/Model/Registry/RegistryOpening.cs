using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Reputation;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// The publisher's data for a subject's proofs: the full contents of the subject's leaf, and the path from the leaf to a root. Immutable,
/// thread-safe.
/// </summary>
/// <remarks>
/// Confidential. An opening of a named subject suffices for proofs in the subject's name; an opening of a hidden subject reveals score and attesters,
/// but allows no proof without the <see cref="IdentitySecret"/>. Each opening belongs to a root: after changes to the registry the publisher creates
/// a new opening.
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

    /// <summary>The root of the registry at the time of the opening.</summary>
    public Fr Root { get; }

    /// <summary>The subject's address; null for a hidden subject.</summary>
    public EvmAddress? Subject { get; }

    /// <summary>The key of the leaf: the address, or the identity commitment of a hidden subject.</summary>
    public Fr SubjectKey { get; }

    /// <summary>The number of attestations in the leaf, including expired attestations.</summary>
    public int AttestationCount => Bundle.Attestations.Length;

    internal AttestationBundle Bundle { get; }

    internal ImmutableArray<QuantizedAttestation> Attestations => Bundle.Attestations;

    internal Fr Salt { get; }

    internal MerklePath Path { get; }

    internal Fr Leaf => Commitments.Leaf(SubjectKey, Bundle.Hash, (ulong)AttestationCount, Salt);

    /// <summary>The default size limit of <see cref="FromJson"/>, in bytes: 32 MiB, sufficient for the attestations of the longest proof.</summary>
    public const int DefaultMaxBytes = 32 << 20;

    /// <summary>Reads an opening and verifies the path to the root.</summary>
    /// <param name="utf8">The output of <see cref="ToJson"/>.</param>
    /// <param name="maxBytes">The maximum length in bytes; bounds the work of hashing.</param>
    /// <exception cref="RegistryOpeningException">The text is not an opening or too large, a value is out of range, or leaf and path don't lead to
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

    /// <summary>Recomputes leaf and path, and compares the result with the root.</summary>
    /// <exception cref="RegistryOpeningException">Leaf and path don't lead to the root.</exception>
    public void Verify()
    {
        if (Path.ComputeRoot(Leaf) != Root)
        {
            throw new RegistryOpeningException(
                "$.registry_root",
                "is not the root that leaf and path lead to: the opening was changed. Ask the registry's publisher for a new one.");
        }
    }

    /// <summary>The consensus of the attestations that are unexpired at a time, with the score that a proof for that time shows.</summary>
    /// <param name="asOf">1970 or later, in whole seconds; fractions are dropped.</param>
    /// <exception cref="InsufficientEvidenceException">No active attestation has any evidence.</exception>
    /// <exception cref="ArgumentOutOfRangeException">asOf is before 1970.</exception>
    public FusedOpinion Fuse(DateTimeOffset asOf)
    {
        var seconds = UnixSeconds.From(asOf, nameof(asOf));
        return EvidenceFusion.Describe(EvidenceFusion.Sum(Attestations, seconds), seconds);
    }

    /// <summary>
    /// The complete contents, at most 1197 bytes. Attestations are represented by their hashes, which are always computed and never read from outside.
    /// </summary>
    internal void AppendTo(ref DigestInput input)
    {
        input.Add(Root);
        input.Add(SubjectKey);
        input.Add(Subject is not null);
        input.Add(Bundle.Hash.Evidence);
        input.Add(Bundle.Hash.Contexts);
        input.Add((uint)AttestationCount);
        input.Add(Salt);
        Path.AppendTo(ref input);
    }

    /// <summary>Root and size, without subject and attestations.</summary>
    public override string ToString() => $"{nameof(RegistryOpening)} {{ Root = {Root}, AttestationCount = {AttestationCount} }}";
}
