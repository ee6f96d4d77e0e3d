using System.Text.Json;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs;

/// <summary>
/// Openings as JSON: version (2), registry_root, salt, path (index, siblings), attestations (source, attestation_type, created_at, r, s,
/// a, w, expires_at) and either subject (an address) or identity_commitment.
/// </summary>
/// <remarks>
/// Field elements are decimal strings in the form of snarkjs; all remaining fields are whole numbers below 2⁵³. Attestations are quantised: r, s and
/// a in units of 2⁻²⁰, w in units of 2⁻¹⁶, times in Unix seconds, with 2⁴⁰ - 1 for an attestation that never expires.
/// </remarks>
internal static class RegistryOpeningJson
{
    private const ulong Version = 2;

    private static readonly string[] Fields = ["version", "registry_root", "salt", "path", "attestations", "subject", "identity_commitment"];

    private static readonly string[] PathFields = ["index", "siblings"];

    private static readonly string[] AttestationFields = ["source", "attestation_type", "created_at", "r", "s", "a", "w", "expires_at"];

    public static byte[] Write(RegistryOpening opening)
    {
        using var buffer = new ClearedBuffer();
        using var writer = new Utf8JsonWriter(buffer);
        Write(writer, opening);
        writer.Flush();
        return buffer.ToArray();
    }

    public static void Write(Utf8JsonWriter writer, RegistryOpening opening)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        writer.WriteString("registry_root", opening.Root.ToString());
        if (opening.Subject is { } subject) writer.WriteString("subject", subject.ToString());
        else writer.WriteString("identity_commitment", opening.SubjectKey.ToString());
        writer.WriteString("salt", opening.Salt.ToString());
        writer.WriteStartObject("path");
        writer.WriteNumber("index", opening.Path.IndexBits);
        writer.WriteStartArray("siblings");
        foreach (var sibling in opening.Path.Siblings) writer.WriteStringValue(sibling.ToString());
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartArray("attestations");
        foreach (var attestation in opening.Attestations) WriteAttestation(writer, attestation);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static RegistryOpening Read(ReadOnlySpan<byte> utf8)
    {
        var cursor = new JsonCursor(utf8, static (path, problem) => new RegistryOpeningException(path, problem));
        var opening = Read(ref cursor);
        cursor.End();
        return opening;
    }

    /// <summary>Reads the opening at the cursor, without verification.</summary>
    public static RegistryOpening Read(ref JsonCursor cursor)
    {
        Fr root = default, salt = default;
        MerklePath? path = null;
        AttestationBundle? bundle = null;
        EvmAddress? subject = null;
        Fr? commitment = null;
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(Fields, required: 5, ref seen, out var field))
        {
            switch (field)
            {
                case 0: ReadVersion(ref cursor); break;
                case 1: root = ReadElement(ref cursor); break;
                case 2: salt = ReadElement(ref cursor); break;
                case 3: path = ReadPath(ref cursor); break;
                case 4: bundle = ReadAttestations(ref cursor); break;
                case 5: subject = ReadSubject(ref cursor); break;
                default: commitment = ReadCommitment(ref cursor); break;
            }
        }

        if (subject.HasValue == commitment.HasValue)
        {
            throw cursor.Fail("must have either the field \"subject\" or the field \"identity_commitment\".");
        }
        if (subject is { } account && bundle!.Attestations.Any(attestation => attestation.Context.Attester == account))
        {
            throw cursor.Fail("must not have an attestation of the subject by itself. Ask the registry's publisher for one without.");
        }

        return new RegistryOpening(root, commitment ?? subject!.Value.ToFr(), subject, bundle!, salt, path!);
    }

    private static void WriteAttestation(Utf8JsonWriter writer, in QuantizedAttestation attestation)
    {
        writer.WriteStartObject();
        writer.WriteString("source", attestation.Context.Attester.ToString());
        writer.WriteString("attestation_type", AttestationTypeNames.NameOf(attestation.Context.Type));
        writer.WriteNumber("created_at", attestation.Context.CreatedAt);
        writer.WriteNumber("r", attestation.Evidence.R);
        writer.WriteNumber("s", attestation.Evidence.S);
        writer.WriteNumber("a", attestation.Evidence.A);
        writer.WriteNumber("w", attestation.Evidence.W);
        writer.WriteNumber("expires_at", attestation.Evidence.Expiry);
        writer.WriteEndObject();
    }

    private static void ReadVersion(ref JsonCursor cursor)
    {
        if (cursor.Integer() != Version)
        {
            throw cursor.Fail($"must be {Version}. Read the opening with the version of the library that wrote it.");
        }
    }

    private static Fr ReadElement(ref JsonCursor cursor) =>
        Fr.TryParse(cursor.ShortText(), out var value)
            ? value
            : throw cursor.Fail("must be a decimal number below the group order r, in quotes.");

    private static EvmAddress ReadSubject(ref JsonCursor cursor)
    {
        var subject = cursor.Address();
        return subject.IsZero ? throw cursor.Fail("must not be the zero address.") : subject;
    }

    private static Fr ReadCommitment(ref JsonCursor cursor)
    {
        var commitment = ReadElement(ref cursor);
        return RegistrySubject.IsCommitment(commitment)
            ? commitment
            : throw cursor.Fail("must be at least 2^160: no commitment is as small as an address.");
    }

    private static MerklePath ReadPath(ref JsonCursor cursor)
    {
        var index = 0UL;
        var siblings = new List<Fr>();
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(PathFields, required: 2, ref seen, out var field))
        {
            if (field == 0)
            {
                index = ReadAtMost(ref cursor, uint.MaxValue);
                continue;
            }

            cursor.BeginArray();
            while (cursor.NextElement(siblings.Count))
            {
                if (siblings.Count == MerklePath.MaxDepth)
                {
                    throw cursor.Fail($"is one more than the {MerklePath.MaxDepth} siblings a path can have.");
                }
                siblings.Add(ReadElement(ref cursor));
            }
        }

        if (index >> siblings.Count != 0) throw cursor.Fail("must have an index below 2 to the power of its siblings.");
        return new MerklePath((uint)index, siblings);
    }

    private static AttestationBundle ReadAttestations(ref JsonCursor cursor)
    {
        var attestations = new List<QuantizedAttestation>();
        cursor.BeginArray();
        while (cursor.NextElement(attestations.Count))
        {
            if (attestations.Count == AttestationBundle.MaxCount)
            {
                throw cursor.Fail($"is one more than the {AttestationBundle.MaxCount} attestations a leaf can have.");
            }
            attestations.Add(ReadAttestation(ref cursor));
        }

        return AttestationBundle.FromCommitted(attestations)
            ?? throw cursor.Fail("must be at least one attestation, ordered by source, each source once.");
    }

    private static QuantizedAttestation ReadAttestation(ref JsonCursor cursor)
    {
        EvmAddress source = default;
        var type = default(AttestationType);
        ulong created = 0, r = 0, s = 0, a = 0, w = 0, expiry = 0;
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(AttestationFields, required: 8, ref seen, out var field))
        {
            switch (field)
            {
                case 0: source = cursor.Address(); break;
                case 1: type = AttestationTypeNames.Read(ref cursor); break;
                case 2: created = ReadAtMost(ref cursor, UnixSeconds.Limit - 1); break;
                case 3: r = ReadAtMost(ref cursor, (1UL << QuantizedEvidence.EvidenceBits) - 1); break;
                case 4: s = ReadAtMost(ref cursor, (1UL << QuantizedEvidence.EvidenceBits) - 1); break;
                case 5: a = ReadAtMost(ref cursor, 1UL << QuantizedEvidence.BaseRateBits); break;
                case 6: w = ReadAtMost(ref cursor, 1UL << QuantizedEvidence.WeightBits); break;
                default: expiry = ReadAtMost(ref cursor, UnixSeconds.Never); break;
            }
        }

        return new(new(source, type, created), new(r, s, (uint)a, (uint)w, expiry));
    }

    private static ulong ReadAtMost(ref JsonCursor cursor, ulong most)
    {
        var value = cursor.Integer();
        return value <= most ? value : throw cursor.Fail($"must be at most {most}.");
    }
}
