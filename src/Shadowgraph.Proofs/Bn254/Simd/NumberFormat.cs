namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>How numbers are held in lanes, and why no operation on them is ever inexact.</summary>
/// <remarks>
/// <para>
/// <b>Numbers.</b> m is the modulus, 2²⁵³ &lt; m &lt; 2²⁵⁴. A number is five digits, v = Σ dₖ·2^(wk), k = 0 .. 4, of w = 52 bits
/// (AVX-512, portable) or 51 (AVX2): integers held as doubles, which are exact up to 2⁵³. It stands for the element a if v ≡ aR modulo m
/// with R = 2^(5w), so ab is vw/R. A digit is tight if its size is at most 2^(w-1), and loose up to 2^w: the sum of two tight ones. Both
/// ranges are closed and symmetric, so a negated number is as good as the number itself. Digit 4 takes what is left and is bounded by the
/// number's size. A block of eight numbers is 40 doubles: with AVX-512 digit k of lane i is double 8k + i; with AVX2 lanes 4 to 7 follow
/// lanes 0 to 3 as a half of their own, 20(i / 4) + 4k + i mod 4.
/// </para>
/// <para>
/// <b>A product of two digits</b> is made by multiplying floating-point numbers and adding an offset c, to which it is then rounded: the
/// trick of fused multiply-add (for instance Emmart, Zheng and Weems, "Faster modular exponentiation using double precision floating point
/// arithmetic on the GPU", 2018). One factor is tight, the other loose: |ab| ≤ 2^(2w-1). Sums of products are <b>columns</b>: column k
/// counts 2^(wk).
/// </para>
/// <para>
/// <i>w = 52</i>: AVX-512 multiplies integers modulo 2⁶⁴, so a column's sum is kept twice. H starts as c = 1.5·2¹⁰⁸, and each product is
/// added with one rounding; as long as H is between 2¹⁰⁸ and 2¹⁰⁹, where doubles are the multiples of 2⁵⁶, each rounding is off by at
/// most 2⁵⁵. L starts as 0, and the same products are added modulo 2⁶⁴. The bits of H are those of c plus Q, the sum is 2⁵⁶·Q + ρ, and
/// ρ ≡ L - 2⁵⁶·Q modulo 2⁶⁴: known exactly, since |ρ| ≤ 16·2⁵⁵ is far below 2⁶³, whichever way the sums were rounded. There are at most
/// ten products of up to 2¹⁰³ (two sets of five), four folds and a step of up to 2¹⁰²: 12.5·2¹⁰³, and there is room for 2¹⁰⁷. Column 8 has
/// only products with a last digit, less than 2¹⁰¹ in all, so there c is 1.5·2¹⁰⁴ and the unit 2⁵². Q counts 2⁴ in the column above; ρ,
/// with what comes from the column below, is less than 2⁶⁰. Half a digit more makes its w low bits a balanced digit, half a digit larger:
/// t = d + 2^w·carry with -2^(w-1) ≤ d &lt; 2^(w-1). Digits that are multiplied by constants are left so, half a digit too large,
/// and columns start with what that makes less; H with the nearest multiple of its unit. Until such a product comes, what is made good for
/// it counts in its place, and is at most 2¹⁰² as well.
/// </para>
/// <para>
/// The <i>portable form</i> does the same with single numbers. Its products are rounded before they are added, which is off by another 2⁵⁰
/// at most, and summed up before c is added; it takes c = 1.5·2¹⁰⁹ and multiples of 2⁵⁷ throughout, so that sums of up to twelve products
/// have their room as well: 53·2¹⁰² of 64·2¹⁰². ρ is then below 64·2⁵⁷. The digits of a number follow each other.
/// </para>
/// <para>
/// <i>w = 51</i>: AVX2 has no such multiplication, so a product is made in two halves, with c = 1.5·2¹⁰³: the sum is between 2¹⁰³ and
/// 2¹⁰⁴, among the multiples of 2⁵¹, h = c + 2⁵¹·q with |ab - 2⁵¹q| ≤ 2⁵⁰. c + 3·2⁵¹ is a double, and less h it is a multiple of 2⁵¹ of at
/// most 52 bits: exact. l = 3·2⁵¹ + (ab - 2⁵¹q) is in [2.5·2⁵¹, 3.5·2⁵¹], within [2⁵², 2⁵³): exact. AVX2 rounds to nearest only, so the
/// lower half is signed, and a digit is a bit shorter for its sign. The bits are added, as 64-bit integers, in column i + j + 1 for the
/// upper and i + j for the lower half. Integer addition is exact modulo 2⁶⁴, so what the patterns of the offsets add up to is taken off
/// beforehand, in the constant that a column starts with. A column's true sum is below 2⁵⁷: at most 15 upper halves of 2⁵⁰, 15 lower ones
/// of 2⁵⁰, and a carry. 2⁶¹ more makes it positive, so that a logical shift divides it, rounding down; half a digit more does as above. (A
/// chain of floating-point sums of lower halves passes 2⁵³ now and then; such kernels fail once in tens of thousands of products.)
/// </para>
/// <para>
/// <b>Reduction</b> takes T = ab, or ab ± cd, to T/R modulo m. The lowest digits r₀, r₁, .. are found as above, carrying upward. Four of
/// them with w = 52, three with w = 51, are folded: rₖ·2^(wk) ≡ 2^(wn)·(rₖ·fₖ), n being their number and fₖ the constant ≡ 2^(w(k-n)) of
/// least size, |fₖ| ≤ m/2. The products of a fold do not wait for each other, which makes folding twice as fast as digit after digit.
/// What is left, one digit or two, is brought to nothing by Montgomery's step: with q ≡ -s·m⁻¹ modulo 2^w, |q| ≤ 2^(w-1), the number plus
/// q·m is a multiple of 2^w. q itself is the lower half of s·(-m⁻¹), signed, both factors tight. With w = 52 it is the low bits of the
/// column's integer times -m⁻¹; and half a digit more, as it should be, for the column lacks 2⁵¹·m₀, which counts 2⁵¹ in the quotient.
/// </para>
/// <para>
/// <b>Size of a product.</b> w = 52: |v| ≤ |T|/2²⁶⁰ + (4·2⁵¹·m/2 + 2⁵¹·m)/2⁵² + 1 = |T|/2²⁶⁰ + 1.5·m + 1; with |T| ≤ 16·m², and m/2²⁶⁰
/// &lt; 0.012, that is below 1.7·m, and digit 4 below 2⁴⁷. w = 51: |v| ≤ |T|/2²⁵⁵ + (3·2⁵⁰·m/2)/2¹⁰² + 2⁵⁰·m/2¹⁰² + m/2 + 1; m/2²⁵⁵ &lt;
/// 0.3781, so |T| ≤ 1.3·m² gives at most m, and digit 4, below 0.76·2⁵⁰, is tight. R is but 2.6 times m there: a product of sums can grow
/// from one multiplication to the next, hence the stricter bound. Sums of two products, |T| ≤ 2.6·m², are brought to least size before
/// they are stored, as below; less a number of at most 1.3·m they are below 2.8·m.
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
/// <b>Sums of up to twelve products</b> are of reduced values, so |T| ≤ 3·m², and less the number that they subtract, |v| &lt; 3·m. w =
/// 52: a column has at most four products of a set that are not with a last digit, which is below 2⁴⁶. So eleven sets, of tight digits,
/// are little more than 44·2¹⁰², and there is room for 64·2¹⁰² with c = 1.5·2¹⁰⁹ and multiples of 2⁵⁷; ρ is below 55·2⁵⁶. Then columns
/// carry, as above: one keeps less than 2⁵², and gets less than 2⁵⁷ from the one below, which leaves it the usual room for the last set
/// and the reduction. w = 51: 65 halves of each kind, of tight digits 2⁴⁹ and 2⁵⁰ at most, are below 2⁵⁷.
/// </para>
/// <para>
/// <b>Sums of up to 40 products by constants</b>, which are of least size: 10·m together, say. w = 52: the other factors are up to
/// 2.4·m, so |T| ≤ 24·m² and a result, one more constant added, is below 24·0.012·m + 1.5·m + 0.5·m &lt; 2.4·m, digit 4 below 2⁴⁷: sums of
/// sums stay so for ever. A column has at most four products of tight digits; those with digit 4, below 2⁹⁹, are in columns that have
/// three. Wide columns, c = 1.5·2¹⁰⁹ and multiples of 2⁵⁷, take 15 at a time, little more than 60·2¹⁰² of 64·2¹⁰², and roundings are below
/// 75·2⁵⁶ &lt; 2⁶³; then they carry, and the last five go into usual columns: 20·2¹⁰² beside 5·2¹⁰² of the reduction, of 32·2¹⁰². The
/// portable form carries after each twelve. w = 51: the other factors are up to 0.65·m, so T/R is at most 2.46·m, and a result before it is
/// brought to least size below 3.5·m. Digit 4 is up to 2⁵² then, more than the bits of its double can tell: half of it gives the quotient.
/// Halves of each kind, 200 of 2⁵⁰ at most, are below 2⁵⁸.
/// </para>
/// <para>
/// <b>9a ± b</b> of reduced values is at most 5·m and a bit. With w = 52 its digits are made as integers, below 2⁵⁵, and q is between -5
/// and 5. With w = 51 it is 2·4a + a ± b, 4a of least size: no digit passes 2⁵², and no q passes 2.
/// </para>
/// <para>
/// <b>Cost</b>, instructions for a register of lanes: a product of digits is an FMA, an integer multiplication and an addition with
/// AVX-512, two each of multiplications and additions in the portable form, and 2 FMA, a subtraction and 2 integer additions with AVX2.
/// Multiplication is 50 of them (25, 20 folds, 5), squaring 40; digits and carries are 85 or 40 more. Per lane on an AMD Zen 4 (AVX-512
/// in two halves: two instructions in a cycle, one that multiplies): multiply 4.8 ns, square 4.3, ab - c 5.4, sum of two products 6.7, in
/// Fp2 multiply 13.3 and square 12.8, reduce 1.2, pack or unpack a point of G1 1.9; AVX2 9.3, 8.0, 10.6, 13.6, 26.4, 21.2, 1.4, 2.2;
/// portable 33, 24, 39, 53, 95, 80, 6.8, 8. A word-wise multiplication is 30 ns. `LaneBenchmarks` measures them.
/// </para>
/// </remarks>
internal static class NumberFormat;
