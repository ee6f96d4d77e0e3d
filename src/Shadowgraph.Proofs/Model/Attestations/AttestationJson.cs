using System.Buffers;
using System.Text.Json;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs;

/// <summary>
/// Attestations as JSON: an array of objects with the fields source, target, opinion (with belief, disbelief, uncertainty, base_rate),
/// weight, attestation_type (trust, skill, vouch or endorsement), created_at and, optionally, expires_at (may be null). Thread-safe.
/// </summary>
/// <remarks>
/// Addresses are 0x and 40 hexadecimal digits. Times are whole numbers in the unit of the options, seconds by default. The ranges of both units do
/// not overlap: 253402300799 is the last second of the year 9999, and the same number of milliseconds is before 1978, so a number of the wrong unit
/// is an error. Unknown fields are skipped, unless the name differs from a known name only by case, '_' or '-': such fields, and repeated fields, are
/// errors.
/// </remarks>
public static class AttestationJson
{
    private static readonly string[] Fields =
        ["source", "target", "opinion", "weight", "attestation_type", "created_at", "expires_at"];

    private static readonly string[] OpinionFields = ["belief", "disbelief", "uncertainty", "base_rate"];

    private static readonly AttestationJsonOptions DefaultOptions = new();

    /// <summary>Reads and validates an array of attestations.</summary>
    /// <param name="utf8">The JSON text in UTF-8; a byte order mark before it is skipped.</param>
    /// <param name="options">Unit of times and limits; the defaults if null.</param>
    /// <exception cref="InvalidAttestationException">The text is not valid JSON of this form, too large, or holds an invalid attestation; the field
    /// is a path such as <c>$[3].opinion.belief</c>.</exception>
    public static IReadOnlyList<Attestation> Read(ReadOnlySpan<byte> utf8, AttestationJsonOptions? options = null)
    {
        options ??= DefaultOptions;
        if (utf8.Length > options.MaxBytes)
        {
            throw new InvalidAttestationException(
                "$", $"has {utf8.Length} bytes, more than the {options.MaxBytes} allowed. Split it, or raise MaxBytes.");
        }

        var attestations = new List<Attestation>();
        var cursor = new JsonCursor(utf8, static (path, problem) => new InvalidAttestationException(path, problem));
        cursor.BeginArray();
        while (cursor.NextElement(attestations.Count))
        {
            if (attestations.Count == options.MaxAttestations)
            {
                throw cursor.Fail(
                    $"is one more than the {options.MaxAttestations} attestations allowed. Split the array, or raise MaxAttestations.");
            }

            var attestation = ReadOne(ref cursor, options.TimeUnit);
            try
            {
                attestation.Validate();
            }
            catch (InvalidAttestationException e)
            {
                throw e.Within($"$[{attestations.Count}]");
            }

            attestations.Add(attestation);
        }

        cursor.End();
        return attestations;
    }

    /// <summary>Writes an array of attestations. <see cref="Read"/> restores the same attestations, with times rounded down to the unit.</summary>
    /// <param name="attestations">Valid attestations.</param>
    /// <param name="options">Unit of times; the defaults if null.</param>
    /// <returns>The JSON text in UTF-8.</returns>
    /// <exception cref="InvalidAttestationException">An attestation is not valid, or has a time before 1978, which the form in milliseconds can't
    /// express.</exception>
    public static byte[] Write(IEnumerable<Attestation> attestations, AttestationJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(attestations);
        options ??= DefaultOptions;
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        foreach (var attestation in attestations)
        {
            attestation.Validate();
            WriteOne(writer, attestation, options.TimeUnit);
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads and validates a single attestation, an object without an enclosing array.</summary>
    /// <exception cref="InvalidAttestationException">The attestation is not valid; the field is a path such as <c>$.opinion.belief</c>.</exception>
    internal static Attestation ReadRecord(ReadOnlySpan<byte> utf8, JsonTimeUnit unit)
    {
        var cursor = new JsonCursor(utf8, static (path, problem) => new InvalidAttestationException(path, problem));
        var attestation = ReadOne(ref cursor, unit);
        cursor.End();
        attestation.Validate();
        return attestation;
    }

    private static Attestation ReadOne(ref JsonCursor cursor, JsonTimeUnit unit)
    {
        EvmAddress source = default, target = default;
        var opinion = default(Opinion);
        var weight = 0.0;
        var type = default(AttestationType);
        var created = default(DateTimeOffset);
        DateTimeOffset? expires = null;
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(Fields, Fields.Length - 1, ref seen, out var field))
        {
            switch (field)
            {
                case 0: source = cursor.Address(); break;
                case 1: target = cursor.Address(); break;
                case 2: opinion = ReadOpinion(ref cursor); break;
                case 3: weight = cursor.Number(); break;
                case 4: type = AttestationTypeNames.Read(ref cursor); break;
                case 5: created = ReadTime(ref cursor, unit); break;
                default: expires = cursor.IsNull ? null : ReadTime(ref cursor, unit); break;
            }
        }

        return new()
        {
            Source = source,
            Target = target,
            Opinion = opinion,
            Weight = weight,
            Type = type,
            CreatedAt = created,
            ExpiresAt = expires,
        };
    }

    private static Opinion ReadOpinion(ref JsonCursor cursor)
    {
        Span<double> values = stackalloc double[OpinionFields.Length];
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(OpinionFields, OpinionFields.Length, ref seen, out var field)) values[field] = cursor.Number();
        return new(values[0], values[1], values[2], values[3]);
    }

    private static DateTimeOffset ReadTime(ref JsonCursor cursor, JsonTimeUnit unit) =>
        UnixTime.TryRead(cursor.Integer(), unit, out var time) is { } problem ? throw cursor.Fail(problem) : time;

    private static void WriteOne(Utf8JsonWriter writer, Attestation attestation, JsonTimeUnit unit)
    {
        writer.WriteStartObject();
        writer.WriteString("source", attestation.Source.ToString());
        writer.WriteString("target", attestation.Target.ToString());
        writer.WriteStartObject("opinion");
        writer.WriteNumber("belief", attestation.Opinion.Belief);
        writer.WriteNumber("disbelief", attestation.Opinion.Disbelief);
        writer.WriteNumber("uncertainty", attestation.Opinion.Uncertainty);
        writer.WriteNumber("base_rate", attestation.Opinion.BaseRate);
        writer.WriteEndObject();
        writer.WriteNumber("weight", attestation.Weight);
        writer.WriteString("attestation_type", AttestationTypeNames.NameOf(attestation.Type));
        writer.WriteNumber("created_at", ToNumber("created_at", attestation.CreatedAt, unit));
        if (attestation.ExpiresAt is { } expires) writer.WriteNumber("expires_at", ToNumber("expires_at", expires, unit));
        writer.WriteEndObject();
    }

    private static long ToNumber(string field, DateTimeOffset time, JsonTimeUnit unit)
    {
        if (unit == JsonTimeUnit.Seconds) return time.ToUnixTimeSeconds();
        var milliseconds = time.ToUnixTimeMilliseconds();
        return milliseconds > (long)UnixSeconds.LastRepresentable
            ? milliseconds
            : throw new InvalidAttestationException(field, "is before 1978, which in milliseconds looks like seconds. Write seconds.");
    }
}
