using System.Globalization;
using CsCheck;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs.Tests.Reputation;

/// <summary>Attestations for tests: valid ones to change one thing in, and random valid ones.</summary>
internal static class AttestationSamples
{
    public static readonly DateTimeOffset Created = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    public static readonly DateTimeOffset AsOf = DateTimeOffset.FromUnixTimeSeconds(1_750_000_000);

    /// <summary>Whom the samples are about: no attester of any test, for nobody attests themselves.</summary>
    public static readonly EvmAddress Subject = Account(777_777_777_777);

    public static readonly Gen<Opinion> AnyOpinion =
        Gen.Select(Gen.Double[0.0001, 1], Gen.Double.Unit, Gen.Double.Unit).Select((uncertainty, share, baseRate) =>
        {
            var belief = (1 - uncertainty) * share;
            return new Opinion(belief, Math.Max(1 - uncertainty - belief, 0), uncertainty, baseRate);
        });

    public static readonly Gen<Attestation> AnyAttestation =
        from opinion in AnyOpinion
        from weight in Gen.Double.Unit
        from type in Gen.Int[1, 4]
        from created in Gen.ULong[0, 2_000_000_000]
        from expires in Gen.Bool
        select new Attestation
        {
            Source = Account(created + 8),
            Target = Subject,
            Opinion = opinion,
            Weight = weight,
            Type = (AttestationType)type,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds((long)created),
            ExpiresAt = expires ? DateTimeOffset.FromUnixTimeSeconds((long)created + 100_000_000) : null,
        };

    public static readonly Gen<QuantizedEvidence> AnyEvidence =
        Gen.Select(Edgy(0, (1UL << 40) - 1), Edgy(0, (1UL << 40) - 1), Edgy(0, 1 << 20), Edgy(0, 1 << 16), Edgy(0, (1UL << 40) - 1))
            .Select((r, s, a, w, expiry) => new QuantizedEvidence(r, s, (uint)a, (uint)w, expiry));

    public static EvmAddress Account(ulong number) => EvmAddress.Parse("0x" + number.ToString("x40", CultureInfo.InvariantCulture));

    public static Attestation From(ulong attester, double belief = 0.6, double disbelief = 0.3, double uncertainty = 0.1, double baseRate = 0.5) => new()
    {
        Source = Account(attester),
        Target = Subject,
        Opinion = new(belief, disbelief, uncertainty, baseRate),
        Weight = 1,
        Type = AttestationType.Trust,
        CreatedAt = Created,
    };

    private static Gen<ulong> Edgy(ulong low, ulong high) =>
        Gen.Frequency((4, Gen.ULong[low, high]), (1, Gen.Const(low)), (1, Gen.Const(high)));
}
