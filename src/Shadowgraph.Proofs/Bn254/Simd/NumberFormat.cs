namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>How numbers are held in lanes, and why no operation on them is ever inexact.</summary>
/// <remarks>
/// <para>
/// <b>Numbers.</b> m is the modulus, 2²⁵³ &lt; m &lt; 2²⁵⁴. A number is five digits, v = Σ dₖ·2^(wk), k = 0 .. 4, of w = 52 bits
/// (AVX-512) or 51 (AVX2): integers held as doubles, which are exact up to 2⁵³. It stands for the element a if v ≡ aR modulo m with R =
/// 2^(5w), so ab is vw/R. A digit is tight if its size is at most 2^(w-1), and loose up to 2^w: the sum of two tight ones. Both ranges
/// are closed and symmetric, so a negated number is as good as the number itself. Digit 4 takes what is left and is bounded by the
/// number's size. A block of eight numbers is 40 doubles: with AVX-512 digit k of lane i is double 8k + i; with AVX2 lanes 4 to 7 follow
/// lanes 0 to 3 as a half of their own, 20(i / 4) + 4k + i mod 4.
/// </para>
/// <para>
/// <b>A product of two digits in two halves</b>, the trick of fused multiply-add (for instance Emmart, Zheng and Weems, "Faster modular
/// exponentiation using double precision floating point arithmetic on the GPU", 2018). One factor is tight, the other loose: |ab| ≤
/// 2^(2w-1). An offset c is added, 1.5·2¹⁰⁴ if w is 52 and 1.5·2¹⁰³ if it is 51; the sum stays between 2¹⁰⁴ and 2¹⁰⁵, or 2¹⁰³ and 2¹⁰⁴,
/// where doubles are the multiples of 2^w.
/// </para>
/// <para>
/// <i>w = 52</i>: multiples of 2⁵². Rounded toward zero, h = c + 2⁵²·⌊ab / 2⁵²⌋, even at both ends of the interval, whose own values are
/// exact. (c + 2⁵²) - h = 2⁵²(1 - ⌊ab / 2⁵²⌋) is a multiple of 2⁵² of at most 52 bits: exact. So l = ab + that is 2⁵² + (ab mod 2⁵²), in
/// [2⁵², 2⁵³): exact, whatever the rounding. Read as integers, the bits of h are those of c plus ⌊ab / 2⁵²⌋, and those of l are those of
/// 2⁵² plus ab mod 2⁵².
/// </para>
/// <para>
/// <i>w = 51</i>: AVX2 rounds to nearest only, so the lower half is signed, and a digit is given up for its sign. c + ab lies among the
/// multiples of 2⁵¹, h = c + 2⁵¹·q with |ab - 2⁵¹q| ≤ 2⁵⁰. c + 3·2⁵¹ is a double, and less h it is a multiple of 2⁵¹ of at most 52 bits:
/// exact. l = 3·2⁵¹ + (ab - 2⁵¹q) is in [2.5·2⁵¹, 3.5·2⁵¹], within [2⁵², 2⁵³): exact.
/// </para>
/// <para>
/// <b>Columns.</b> The bits are added, as 64-bit integers, in column i + j + 1 for the upper and i + j for the lower half. Integer
/// addition is exact modulo 2⁶⁴, so what the patterns of c and 2⁵² add up to is taken off beforehand, in the constant that a column
/// starts with. A column's true sum is below 2⁵⁷: at most 15 upper halves of 2⁵¹, 15 lower ones of 2⁵² (two sets of five products, four
/// folds, one step), and a carry. 2⁶¹ more makes it positive, so that a logical shift divides it, rounding down; 2^(w-1) more makes its w
/// low bits a balanced digit, half a digit larger: t = d + 2^w·carry with -2^(w-1) ≤ d &lt; 2^(w-1). (A chain of floating-point sums of
/// lower halves passes 2⁵³ now and then; such kernels fail once in tens of thousands of products.)
/// </para>
/// <para>
/// <b>Reduction</b> takes T = ab, or ab ± cd, to T/R modulo m. The lowest digits r₀, r₁, .. are found as above, carrying upward. Four of
/// them with w = 52, three with w = 51, are folded: rₖ·2^(wk) ≡ 2^(wn)·(rₖ·fₖ), n being their number and fₖ the constant ≡ 2^(w(k-n)) of
/// least size, |fₖ| ≤ m/2. The products of a fold do not wait for each other, which makes folding twice as fast as digit after digit.
/// What is left, one digit or two, is brought to nothing by Montgomery's step: with q ≡ -s·m⁻¹ modulo 2^w, |q| ≤ 2^(w-1), the number plus
/// q·m is a multiple of 2^w. q itself is the lower half of s·(-m⁻¹), signed, both factors tight. With w = 52 the lower half of q·m₀ need
/// not be made: it is the least number that fills column 4 up, so the carry is that column divided, rounded up.
/// </para>
/// <para>
/// <b>Size of a product.</b> w = 52: |v| ≤ |T|/2²⁶⁰ + (4·2⁵¹·m/2 + 2⁵¹·m)/2⁵² + 1 = |T|/2²⁶⁰ + 1.5·m + 1; with |T| ≤ 16·m², and m/2²⁶⁰
/// &lt; 0.012, that is below 1.7·m, and digit 4 below 2⁴⁷. w = 51: |v| ≤ |T|/2²⁵⁵ + (3·2⁵⁰·m/2)/2¹⁰² + 2⁵⁰·m/2¹⁰² + m/2 + 1; m/2²⁵⁵ &lt;
/// 0.3781, so |T| ≤ 1.3·m² gives at most m, and digit 4, below 0.76·2⁵⁰, is tight. R is but 2.6 times m there: a product of sums can grow
/// from one multiplication to the next, hence the stricter bound. Sums of two products, |T| ≤ 2.6·m², are brought to least size before
/// they are stored, as below.
/// </para>
/// <para>
/// <b>Least size.</b> v - q·m with q = round(v/m), from digit 4 and, where there is one, digit 3: the estimate of v/m is off by less than
/// 2⁻⁴⁰, so |v - qm| ≤ (1/2 + 2⁻⁴⁰)·m. Every multiple of m gives q exactly and so five zero digits: zero is recognised, but numbers near
/// ±m/2 have two forms. With w = 52, q from -8 to 7 (|v| ≤ 7.4·m: four products) looks the digits of qm up, as 64-bit integers. With w =
/// 51, q·mₖ is below 2⁵¹ for |q| ≤ 3 and k &lt; 4 with the digits that these two moduli have (a test holds them to it), and is added to
/// the columns as an integer; outside products, for |q| ≤ 4, dₖ - q·mₖ is below 2⁵³ and exact in floating point. Then digits carry:
/// adding and subtracting 1.5·2¹⁰³ rounds to a multiple of 2⁵¹, exactly.
/// </para>
/// <para>
/// <b>Cost</b>, instructions for a register of lanes: a product of digits is 2 FMA, 1 subtraction, 2 integer additions. Multiplication 50
/// of them (25, 20 folds, 5), squaring 40; digits and carries 40 more. Per lane on an AMD Zen 4 (AVX-512 in two halves): multiply 6.5 ns,
/// square 5.6, ab - c 7.2, sum of two products 9.0, in Fp2 multiply 18.5 and square 15.7, reduce 1.2, pack or unpack a point of G1 1.9;
/// AVX2 9.5, 7.9, 10.7, 13.6, 27.4, 21.8, 1.5, 2.4. A word-wise multiplication is 30 ns. `LaneBenchmarks` measures them.
/// </para>
/// </remarks>
internal static class NumberFormat;
