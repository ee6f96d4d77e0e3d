using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Benchmarks.Samples;

/// <summary>Scalars from a seed, the same in every run.</summary>
internal static class SampleScalars
{
    /// <summary>Scalars of full size, as in the quotient's multi-scalar multiplication and in signature circuits.</summary>
    public static Fr[] Full(int count, int seed) => Create(count, seed, FullSize);

    /// <summary>34 % zeros, 25 % ones, 40 % of full size, 1 % bytes: witnesses of hashes and bit decompositions are like this.</summary>
    public static Fr[] WitnessLike(int count, int seed) => Create(count, seed, random => random.Next(100) switch
    {
        < 34 => Fr.Zero,
        < 59 => Fr.One,
        < 99 => FullSize(random),
        _ => new Fr((ulong)random.Next(2, 256)),
    });

    private static Fr[] Create(int count, int seed, Func<Random, Fr> next)
    {
        var random = new Random(seed);
        var scalars = new Fr[count];
        for (var i = 0; i < count; i++) scalars[i] = next(random);
        return scalars;
    }

    private static Fr FullSize(Random random)
    {
        // Below 2²⁵³, and so below r.
        return Fr.FromCanonicalUnchecked(new Limbs(Next(), Next(), Next(), Next() >> 11));

        ulong Next() => (ulong)random.NextInt64() << 1 | (uint)random.Next(2);
    }
}
