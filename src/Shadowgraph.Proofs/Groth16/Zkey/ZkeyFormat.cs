using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>
/// The .zkey format for Groth16, as written by snarkjs: iden3's container with ten sections, and one of our own in development keys. Points are in
/// Montgomery form (R = 2²⁵⁶), coefficients even carry the factor R twice, so that a product with a canonical witness value becomes a Montgomery form.
/// </summary>
internal static class ZkeyFormat
{
    public const uint Protocol = 1;
    public const uint Header = 2;
    public const uint Ic = 3;
    public const uint Coefficients = 4;
    public const uint A = 5;
    public const uint B1 = 6;
    public const uint B2 = 7;
    public const uint C = 8;
    public const uint H = 9;
    public const uint Contributions = 10;

    /// <summary>
    /// Points of all wires, see <see cref="ProvingKey.FoldedC"/>. Other provers ignore the section, and a contribution with snarkjs, which would
    /// change its points, leaves it out. The number is out of the way of sections that snarkjs may add.
    /// </summary>
    public const uint FoldedC = 0x5347;

    /// <summary>The protocol's number; PLONK has 2 and FFLONK 10.</summary>
    public const uint Groth16 = 1;

    /// <summary>Matrix (0 for A, 1 for B), constraint and wire, 32 bits each, then the coefficient.</summary>
    public const int CoefficientLength = (3 * sizeof(uint)) + Fr.Size;

    /// <summary>Both primes with their widths, three counts, α₁, β₁, β₂, γ₂, δ₁, δ₂.</summary>
    public const int HeaderLength = (2 * (sizeof(uint) + Fr.Size)) + (3 * sizeof(uint)) + (3 * G1Format.Size) + (3 * G2Format.Size);

    /// <summary>The largest domain with a coset for the prover: 2^28 is the largest power of two that divides r - 1.</summary>
    public const int LargestDomainLog = 27;

    public static BinaryFormat Container { get; } = new("zkey", ".zkey file", 1, 1);
}
