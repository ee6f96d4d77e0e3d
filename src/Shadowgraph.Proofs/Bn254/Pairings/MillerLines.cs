using System.Numerics;
using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>
/// The multiples of a point of G2 in a Miller loop, and the line of each step.
/// </summary>
/// <remarks>
/// Costs are in operations of Fp2. The formulas are incomplete: doubling a point of order 2 or infinity, and adding equal or opposite points, give
/// z = 0, and z stays 0 from then on. A walk from a point of the subgroup meets none of these cases, because r is prime and larger than all
/// multiples on the way; and a nonzero final z proves that every step was correct, from any start.
/// </remarks>
[SkipLocalsInit]
internal struct MillerLines(in G2Affine start)
{
    private readonly G2Affine _start = start;
    private Fp2 _x = start.X;
    private Fp2 _y = start.Y;
    private Fp2 _z = Fp2.One;

    /// <summary>The digits of 6x₀ + 2, the length of the optimal ate loop, least significant first.</summary>
    public static ReadOnlySpan<sbyte> Digits => LoopDigits;

    private static Fp Half { get; } = new Fp(2).Inverse();

    private static sbyte[] LoopDigits { get; } = SignedBits.Of(6 * (BigInteger)G2.CurveParameter + 2);

    /// <summary>
    /// The tangent, and the point doubled: 4M + 6S (Aranha, Karabina, Longa, Gebotys and López, eprint 2010/526, section 4, after Costello, Lange and
    /// Naehrig, eprint 2009/615).
    /// </summary>
    [MethodImpl(Kernel.Optimized)]
    public Line Double()
    {
        // Homogeneous coordinates (X/Z, Y/Z). A = XY/2, B = Y², C = Z², E = 3b'C, F = 3E,
        // G = (B + F)/2, H = 2YZ.
        var a = (_x * _y) * Half;
        var b = _y.Square();
        var c = _z.Square();
        var e = (c.Double() + c) * Fp2.CurveB;
        var f = e.Double() + e;
        var g = (b + f) * Half;

        // The sum is not reduced, because a left factor of a multiplication may be as large
        // as 2p.
        var h = Fp2.AddUnreduced(_y, _y) * _z;
        var ee = e.Square();
        var xx = _x.Square();

        // X3 = A(B - F), Y3 = G² - 3E², Z3 = BH.
        _x = a * (b - f);
        _y = g.Square() - (ee.Double() + ee);
        _z = b * h;

        // The tangent, scaled by 2YZ: -H·y + 3X²·x·w + (E - B)·w³. Factors in Fp2 vanish in
        // the final exponentiation.
        return new(-h, xx.Double() + xx, e - b);
    }

    /// <summary>The line through the multiple and the start, or the negative start, and the sum.</summary>
    public Line AddStart(bool negative) => Add(negative ? -_start : _start);

    /// <summary>The lines of the loop's last two steps, through ψ(start) and -ψ²(start).</summary>
    public (Line First, Line Last) AddImages()
    {
        // ψ is the Frobenius map between twists: two products by constants per point.
        var once = G2.Psi(_start);
        return (Add(once), Add(-G2.Psi(once)));
    }

    /// <summary>
    /// After <see cref="AddImages"/>: whether the start has order r, that is [6x₀+2]P + ψ(P) - ψ²(P) + ψ³(P) = 0.
    /// </summary>
    /// <remarks>
    /// On the subgroup ψ multiplies by p, and the sum is 0 because r divides 6x₀ + 2 + p - p² + p³. For the converse, after Dai, Lin, Zhao and Zhou (eprint
    /// 2022/348): on the whole curve ψ² - tψ + p = 0, so the sum is (a + bψ)P for some a and b. If the sum is 0, so is P times the norm a² + tab + pb²,
    /// and the greatest common divisor of that norm and of the curve's order, r(2p - r), is r.
    /// </remarks>
    public readonly bool HasReturned()
    {
        // The walk must stand at -ψ³(P). Compared in homogeneous coordinates, without an
        // inversion; z = 0 means that a step failed.
        var image = G2.Psi(G2.Psi(G2.Psi(_start)));
        return !_z.IsZero && _x == image.X * _z && _y == -(image.Y * _z);
    }

    /// <summary>The line through the present point and an affine point, and their sum: 11M + 2S (eprint 2010/526, section 4).</summary>
    [MethodImpl(Kernel.Optimized)]
    private Line Add(in G2Affine other)
    {
        // The slope is o/l, with o = Y - y2·Z and l = X - x2·Z.
        var o = _y - other.Y * _z;
        var l = _x - other.X * _z;
        var d = l.Square();
        var e = l * d;
        var g = _x * d;

        // X3 = l·h, Y3 = o(X·l² - h) - Y·l³, Z3 = Z·l³, with h = l³ + Z·o² - 2X·l².
        var h = e + _z * o.Square() - g.Double();
        _x = l * h;
        _y = (g - h) * o - _y * e;
        _z = e * _z;

        // The line through (x2, y2), scaled by l: l·y - o·x·w + (o·x2 - l·y2)·w³.
        return new(l, -o, other.X * o - l * other.Y);
    }

    /// <summary>At (x, y) of G1 the line's value is Y·y + X·x·w + Constant·w³, up to a factor that the final exponentiation removes.</summary>
    internal readonly record struct Line(Fp2 Y, Fp2 X, Fp2 Constant);
}
