using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Tests.Bn254;

/// <summary>Elements of every field: edge values as often as random ones.</summary>
internal static class FieldSamples
{
    public static Gen<Fr> Fr { get; } = Integers(Proofs.Bn254.Fr.Modulus).Select(Proofs.Bn254.Fr.FromBigInteger);

    public static Gen<Fp> Fp { get; } = Integers(Proofs.Bn254.Fp.Modulus).Select(Proofs.Bn254.Fp.FromBigInteger);

    public static Gen<Fp2> Fp2 { get; } = Gen.Select(Fp, Fp, (a, b) => new Fp2(a, b));

    public static Gen<Fp6> Fp6 { get; } = Gen.Select(Fp2, Fp2, Fp2, (a, b, c) => new Fp6(a, b, c));

    public static Gen<Fp12> Fp12 { get; } = Gen.Select(Fp6, Fp6, (a, b) => new Fp12(a, b));

    /// <summary>Integers below a modulus: 0, 1, all near a power of two, near the modulus and its half, Montgomery's R, or any.</summary>
    public static Gen<BigInteger> Integers(BigInteger modulus)
    {
        var powers = Gen.Select(Gen.Int[0, 253], Gen.Int[-2, 2], (bit, offset) => (BigInteger.One << bit) + offset);
        var edges = Gen.Select(
            OneOf(modulus, modulus / 2, BigInteger.Pow(2, 256) % modulus, BigInteger.Pow(2, 512) % modulus), Gen.Int[-2, 2], (edge, offset) => edge + offset);
        var any = Gen.Byte.Array[32].Select(bytes => new BigInteger(bytes, isUnsigned: true));
        return Gen.OneOf(powers, edges, any, any).Select(value => ((value % modulus) + modulus) % modulus);
    }

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
