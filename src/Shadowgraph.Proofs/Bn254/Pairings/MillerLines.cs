using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>
/// The multiples of a point of G2 that a Miller loop passes through, and the line that each step draws.
/// </summary>
/// <remarks>
/// Costs are in operations of Fp2. The formulas are not complete: doubling a point of order 2, infinity, and adding equal or opposite points
/// give z = 0, and z stays 0 from there on. A walk from a point of the subgroup meets none of these, as r is prime and larger than all
/// multiples on its way; and a z that is not zero in the end says that every step from any point was right.
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

    private static sbyte[] LoopDigits { get; } = SignedBits.Of(6 * (UInt128)G2.CurveParameter + 2);

    /// <summary>The tangent, and the point doubled: 4M + 6S (Aranha, Karabina, Longa, Gebotys and López, eprint 2010/526,
    /// section 4, after Costello, Lange and Naehrig, eprint 2009/615).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Line Double()
    {
        var a = (_x * _y) * Half;
        var b = _y.Square();
        var c = _z.Square();
        var e = (c.Double() + c) * Fp2.CurveB;
        var f = e.Double() + e;
        var g = (b + f) * Half;
        var h = Fp2.AddUnreduced(_y, _y) * _z;
        var ee = e.Square();
        var xx = _x.Square();
        _x = a * (b - f);
        _y = g.Square() - (ee.Double() + ee);
        _z = b * h;
        return new(-h, xx.Double() + xx, e - b);
    }

    /// <summary>The line through the multiple and the start, or its negative, and their sum.</summary>
    public Line AddStart(bool negative) => Add(negative ? -_start : _start);

    /// <summary>The lines of the loop's last two steps, through ψ(start) and -ψ²(start).</summary>
    public (Line First, Line Last) AddImages()
    {
        var once = G2.Psi(_start);
        return (Add(once), Add(-G2.Psi(once)));
    }

    /// <summary>
    /// After <see cref="AddImages"/>: whether the start has order r, that is [6x₀+2]P + ψ(P) - ψ²(P) + ψ³(P) = 0.
    /// </summary>
    /// <remarks>
    /// On the subgroup ψ multiplies by p, and the sum is 0 since r divides 6x₀ + 2 + p - p² + p³. For the other direction, after Dai, Lin,
    /// Zhao and Zhou (eprint 2022/348): on all of the curve ψ² - tψ + p = 0, so the sum is (a + bψ)P for some a and b. If it is 0, so is
    /// P times the norm a² + tab + pb², and the greatest common divisor of that and of the curve's order, r(2p - r), is r.
    /// </remarks>
    public readonly bool HasReturned()
    {
        var image = G2.Psi(G2.Psi(G2.Psi(_start)));
        return !_z.IsZero && _x == image.X * _z && _y == -(image.Y * _z);
    }

    /// <summary>The line through a point and an affine one, and their sum: 11M + 2S (eprint 2010/526, section 4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Line Add(in G2Affine other)
    {
        var o = _y - other.Y * _z;
        var l = _x - other.X * _z;
        var d = l.Square();
        var e = l * d;
        var g = _x * d;
        var h = e + _z * o.Square() - g.Double();
        _x = l * h;
        _y = (g - h) * o - _y * e;
        _z = e * _z;
        return new(l, -o, other.X * o - l * other.Y);
    }

    /// <summary>At (x, y) of G1 the line's value is Y·y + X·x·w + Constant·w³, up to a factor that the final exponentiation removes.</summary>
    internal readonly record struct Line(Fp2 Y, Fp2 X, Fp2 Constant);
}
