namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>
/// A modulus m in balanced digits of 52 bits: constants that the JIT folds into the kernels, see <see cref="NumberFormat"/>.
/// </summary>
/// <remarks>Digits are integers from -2^(w-1) to 2^(w-1), w being the width, stored as doubles; the last digit takes the rest.</remarks>
internal interface IDigits52
{
    /// <summary>Digit 0 of m.</summary>
    static abstract double Modulus0 { get; }

    static abstract double Modulus1 { get; }

    static abstract double Modulus2 { get; }

    static abstract double Modulus3 { get; }

    static abstract double Modulus4 { get; }

    /// <summary>-m⁻¹ mod 2^52, of least size.</summary>
    static abstract double NegativeInverse { get; }

    /// <summary>2^208/m, rounded: times the last digit, approximately v/m.</summary>
    static abstract double Reciprocal { get; }

    /// <summary>Digit 0 of 2^-208 mod m, of least size.</summary>
    static abstract double Fold00 { get; }

    static abstract double Fold01 { get; }

    static abstract double Fold02 { get; }

    static abstract double Fold03 { get; }

    static abstract double Fold04 { get; }

    /// <summary>Digit 0 of 2^-156 mod m, of least size.</summary>
    static abstract double Fold10 { get; }

    static abstract double Fold11 { get; }

    static abstract double Fold12 { get; }

    static abstract double Fold13 { get; }

    static abstract double Fold14 { get; }

    /// <summary>Digit 0 of 2^-104 mod m, of least size.</summary>
    static abstract double Fold20 { get; }

    static abstract double Fold21 { get; }

    static abstract double Fold22 { get; }

    static abstract double Fold23 { get; }

    static abstract double Fold24 { get; }

    /// <summary>Digit 0 of 2^-52 mod m, of least size.</summary>
    static abstract double Fold30 { get; }

    static abstract double Fold31 { get; }

    static abstract double Fold32 { get; }

    static abstract double Fold33 { get; }

    static abstract double Fold34 { get; }
}
