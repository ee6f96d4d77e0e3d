using System.Buffers.Binary;

namespace Shadowgraph.Proofs.Benchmarks.Samples;

/// <summary>Subjects with attestations, the same in every run.</summary>
internal static class SampleRegistry
{
    /// <summary>The time at which all samples are evaluated.</summary>
    public static DateTimeOffset AsOf { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A registry of the subjects 1 to the count, each with as many attestations.</summary>
    public static AttestationRegistry Create(int subjects, int attestations)
    {
        var registry = new AttestationRegistry();
        for (var i = 1; i <= subjects; i++) registry.Publish(AddressOf(i), AttestationsFor(i, attestations));
        return registry;
    }

    /// <summary>The address of a subject or attester: the number with a mark above it, so that none is zero.</summary>
    public static EvmAddress AddressOf(int number)
    {
        Span<byte> bytes = stackalloc byte[EvmAddress.Size];
        bytes.Clear();
        bytes[0] = 0xa1;
        BinaryPrimitives.WriteInt32BigEndian(bytes[^4..], number);
        return new EvmAddress(bytes);
    }

    /// <summary>Attestations for a subject, each of another attester.</summary>
    public static Attestation[] AttestationsFor(int subject, int count)
    {
        var random = new Random(subject);
        var target = AddressOf(subject);
        var types = Enum.GetValues<AttestationType>();
        var attestations = new Attestation[count];
        for (var i = 0; i < count; i++)
        {
            var belief = random.Next(1, 81) / 100.0;
            var disbelief = random.Next(0, 19) / 100.0;
            attestations[i] = new Attestation
            {
                Source = AddressOf((1 << 24) + i),
                Target = target,
                Opinion = new Opinion(belief, disbelief, 1 - belief - disbelief, 0.5),
                Weight = random.Next(1, 101) / 100.0,
                Type = types[i % types.Length],
                CreatedAt = AsOf.AddDays(-random.Next(1, 700)),
                ExpiresAt = i % 3 == 0 ? AsOf.AddDays(random.Next(1, 700)) : null,
            };
        }

        return attestations;
    }
}
