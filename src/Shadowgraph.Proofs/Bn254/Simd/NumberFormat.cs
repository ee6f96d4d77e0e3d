namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>The representation of numbers in lanes, and the proof that no operation is ever inexact.</summary>
/// <remarks>
/// <para>
/// <b>Numbers.</b> m is the modulus, 2²⁵³ &lt; m &lt; 2²⁵⁴. A number has five digits, v = Σ dₖ·2^(wk), k = 0 .. 4, of w = 52 bits (AVX-512, portable)
/// or 51 (AVX2): integers stored as doubles, which are exact up to 2⁵³. v represents the element a if v ≡ aR modulo m with R = 2^(5w); for a second
/// element b, represented by u, the product ab is represented by vu/R. A digit is tight if its size is at most 2^(w-1), and loose up to 2^w, like the
/// sum of two tight digits. Both ranges are closed and symmetric, so negation preserves them. Digit 4 takes the rest and is bounded by the number's
/// size. A block of eight numbers is 40 doubles: with AVX-512 digit k of lane i is double 8k + i; with AVX2 lanes 4 to 7 form a second half after
/// lanes 0 to 3, 20(i / 4) + 4k + i mod 4.
/// </para>
/// <para>
/// <b>A product of two digits</b> is computed by a floating-point multiplication and the addition of an offset c, which determines the rounding: the
/// technique of fused multiply-add (for instance Emmart, Zheng and Weems, "Faster modular exponentiation using double precision floating point arithmetic
/// on the GPU", 2018). One factor is tight, the second loose, |ab| ≤ 2^(2w-1), or wide where that is stated. Sums of products are <b>columns</b>: column
/// k counts 2^(wk).
/// </para>
/// <para>
/// <i>w = 52</i>: AVX-512 multiplies integers modulo 2⁶⁴, so a column's sum is kept twice. H starts as c = 1.5·2¹⁰⁸, and each product is added with a
/// single rounding; as long as H is between 2¹⁰⁸ and 2¹⁰⁹, where doubles are the multiples of 2⁵⁶, the error of a rounding is at most 2⁵⁵. L starts
/// as 0, and the same products are added modulo 2⁶⁴. The bits of H are those of c plus Q, the sum is 2⁵⁶·Q + ρ, and ρ ≡ L - 2⁵⁶·Q modulo 2⁶⁴: known
/// exactly, because |ρ| ≤ 16·2⁵⁵ is far below 2⁶³, for any direction of rounding. There are at most ten products of up to 2¹⁰³ (two sets of five),
/// four folds and a step of up to 2¹⁰²: 12.5·2¹⁰³, with room for 2¹⁰⁷. Column 8 has only products with a last digit, less than 2¹⁰¹ in total, so
/// there c is 1.5·2¹⁰⁴ and the unit 2⁵². Q counts 2⁴ in the column above; ρ, including the carry from the column below, is less than 2⁶⁰. Adding half
/// a digit makes the w low bits a balanced digit plus half a digit: t = d + 2^w·carry with -2^(w-1) ≤ d &lt; 2^(w-1). Digits that are multiplied by
/// constants keep the excess of half a digit, and columns start with the corresponding products subtracted, in H rounded to the unit. Until such a
/// product is added, its compensation counts in its place, and is at most 2¹⁰² as well.
/// </para>
/// <para>
/// The <i>portable form</i> uses the same method with scalar numbers. Products are rounded before the addition, with a further error of at most 2⁵⁰, and
/// summed before c is added; c = 1.5·2¹⁰⁹ with multiples of 2⁵⁷ is used throughout, so that sums of up to twelve products have room as well: 53·2¹⁰² of
/// 64·2¹⁰². ρ is then below 64·2⁵⁷. The digits of a number are consecutive.
/// </para>
/// <para>
/// <i>w = 51</i>: AVX2 has no such multiplication, so a product is computed in two halves, with c = 1.5·2¹⁰³: the sum is between 2¹⁰³ and 2¹⁰⁴, among
/// the multiples of 2⁵¹, h = c + 2⁵¹·q with |ab - 2⁵¹q| ≤ 2⁵⁰. c + 3·2⁵¹ is a double, and minus h a multiple of 2⁵¹ of at most 52 bits: exact.
/// l = 3·2⁵¹ + (ab - 2⁵¹q) is in [2.5·2⁵¹, 3.5·2⁵¹], within [2⁵², 2⁵³): exact. AVX2 rounds to nearest only, so the lower half is signed, and a digit
/// is a bit shorter for the sign. The bits are added, as 64-bit integers, to column i + j + 1 for the upper and i + j for the lower half. Integer
/// addition is exact modulo 2⁶⁴, so the total of the offsets' patterns is subtracted in advance, in the initial constant of a column. A column's true
/// sum is below 2⁵⁷: at most 15 upper halves of 2⁵⁰, 15 lower halves of 2⁵⁰, and a carry. Adding 2⁶¹ makes the sum positive, so that a logical shift
/// divides and rounds down; half a digit is added as above. (In a chain of floating-point sums of lower halves, an intermediate sum occasionally
/// exceeds 2⁵³; such kernels fail once in tens of thousands of products.)
/// </para>
/// <para>
/// <b>Reduction</b> takes T = ab, or ab ± cd, to T/R modulo m. The lowest digits r₀, r₁, .. are determined as above, with upward carries. Four of
/// these with w = 52, three with w = 51, are folded: rₖ·2^(wk) ≡ 2^(wn)·(rₖ·fₖ), n being the number of folded digits and fₖ the constant ≡ 2^(w(k-n))
/// of least size, |fₖ| ≤ m/2. The products of a fold are independent, which makes folding twice as fast as a digit-by-digit reduction. The remaining
/// digit, or two digits, are cleared by Montgomery's step: with q ≡ -s·m⁻¹ modulo 2^w, |q| ≤ 2^(w-1), the number plus q·m is a multiple of 2^w. q is
/// the signed lower half of s·(-m⁻¹), both factors tight. With w = 52, q is in the low bits of the column's integer times -m⁻¹, plus half a digit as
/// desired, because the column lacks 2⁵¹·m₀, which counts 2⁵¹ in the quotient.
/// </para>
/// <para>
/// <b>Size of a product.</b> w = 52: |v| ≤ |T|/2²⁶⁰ + (4·2⁵¹·m/2 + 2⁵¹·m)/2⁵² + 1 = |T|/2²⁶⁰ + 1.5·m + 1; with |T| ≤ 16·m², and m/2²⁶⁰ &lt; 0.012,
/// this is below 1.7·m, and digit 4 below 2⁴⁷. w = 51: |v| ≤ |T|/2²⁵⁵ + (3·2⁵⁰·m/2)/2¹⁰² + 2⁵⁰·m/2¹⁰² + m/2 + 1; m/2²⁵⁵ &lt; 0.3781, so |T| ≤ 1.3·m²
/// gives at most m, and digit 4, below 0.76·2⁵⁰, is tight. R is only 2.6 times m in that case: a product of sums can grow from one multiplication to
/// the next, hence the stricter bound. Sums of two products, |T| ≤ 2.6·m², are brought to least size before storage, as described below; minus a
/// number of at most 1.3·m these sums are below 2.8·m.
/// </para>
/// <para>
/// <b>Least size.</b> v - q·m with q = round(v/m), from digit 4 and, where available, digit 3: the error of the estimate of v/m is less than 2⁻⁴⁰, so |v
/// - qm| ≤ (1/2 + 2⁻⁴⁰)·m. Every multiple of m gives q exactly and therefore five zero digits: zero is recognised, but numbers near ±m/2 have two forms.
/// With w = 52 the digits of qm are 64-bit integers: within products, q from -8 to 7 is the index of a table; otherwise they are products modulo 2⁶⁴, |v|
/// ≤ 18.5·m, |q| ≤ 19, below 2⁵⁶. With w = 51, q·mₖ is below 2⁵¹ for |q| ≤ 3 and k &lt; 4 with the digits of these two moduli (checked by a test), and is
/// added to the columns as an integer; outside of products, for |q| ≤ 4, dₖ - q·mₖ is below 2⁵³ and exact in floating point. Then digits carry: adding
/// and subtracting 1.5·2¹⁰³ rounds to a multiple of 2⁵¹, exactly.
/// </para>
/// <para>
/// <b>Sums of up to twelve products</b> have reduced factors, so |T| ≤ 3·m², and after subtraction of the subtrahend, |v| &lt; 3·m. w = 52: a column
/// has at most four products per set without a last digit, which is below 2⁴⁶. Eleven sets of tight digits are therefore little more than 44·2¹⁰²,
/// with room for 64·2¹⁰² for c = 1.5·2¹⁰⁹ and multiples of 2⁵⁷; ρ is below 55·2⁵⁶. Then columns carry, as above: a column keeps less than 2⁵², and
/// receives less than 2⁵⁷ from the column below, which leaves the usual room for the last set and the reduction. w = 51: 65 halves of each kind, at
/// most 2⁴⁹ and 2⁵⁰ for tight digits, are below 2⁵⁷.
/// </para>
/// <para>
/// <b>Sums of up to 40 products by constants</b> have constants of least size: at most 10·m together. w = 52: the variable factors are up to 2.4·m,
/// so |T| ≤ 24·m² and a result, with a further constant added, is below 24·0.012·m + 1.5·m + 0.5·m &lt; 2.4·m, digit 4 below 2⁴⁷: sums of sums keep
/// these bounds indefinitely. A column has at most four products of tight digits; products with digit 4, below 2⁹⁹, are in columns with three. Wide
/// columns, c = 1.5·2¹⁰⁹ and multiples of 2⁵⁷, take 15 products at a time, little more than 60·2¹⁰² of 64·2¹⁰², and roundings are below
/// 75·2⁵⁶ &lt; 2⁶³; then the columns carry, and the last five products go into usual columns: 20·2¹⁰² beside 5·2¹⁰² of the reduction, of 32·2¹⁰². The
/// portable form carries after every twelve. w = 51: the variable factors are up to 0.65·m, so T/R is at most 2.46·m, and a result before reduction
/// to least size is below 3.5·m. Digit 4 is then up to 2⁵², beyond the range of its double: half of the digit gives the quotient. Halves of each
/// kind, 200 of 2⁵⁰ at most, are below 2⁵⁸.
/// </para>
/// <para>
/// <b>Products by constants</b> have the folds done in advance. A constant c is kept as five rows, the numbers c·2^(w(k-n)) of least size, k = 0 .. 4, so
/// that digit k of a number is multiplied by row k, and all 25 products are in the columns that folding would have left: the Montgomery step, or with w =
/// 51 two, is the whole reduction: 30 or 35 products of digits instead of 50. The variable factor is a wide number, the sum of up to four tight ones: its
/// digits, up to 2^(w+1), are exact, and a column has five products of at most 2^(2w) and a step: 5·2¹⁰⁴ + 2¹⁰² of 2¹⁰⁷ with w = 52, and upper halves of
/// up to 2⁵¹ with w = 51, where h stays between 2¹⁰³ and 2¹⁰⁴, both included. w = 52: |v| ≤ (s·2⁵¹·4·m/2 + |d₄|·m/2)/2⁵² + m/2 + 1, for the sum of s
/// tight numbers; with |d₄| ≤ 2^49.82, of 18.5·m, at most 1.62·m, 2.62·m, 3.62·m and 4.62·m, so that four such results are within 18.5·m again. w = 51:
/// |v| ≤ 5·2⁵²·m/2¹⁰³ + m/2 + 2⁵⁰·m/2¹⁰² + 1, of least size. A multiplication of a wide number by a reduced one has the same products per column, and the
/// folds.
/// </para>
/// <para>
/// <b>9a ± b</b> of reduced values is slightly more than 5·m at most. With w = 52 the digits are computed as integers, below 2⁵⁵, and q is between -5
/// and 5. With w = 51 the form is 2·4a + a ± b, 4a of least size: no digit exceeds 2⁵², and no q exceeds 2.
/// </para>
/// <para>
/// <b>Cost</b>, instructions for a register of lanes: a product of digits is an FMA, an integer multiplication and an addition with AVX-512, two
/// multiplications and two additions in the portable form, and 2 FMA, a subtraction and 2 integer additions with AVX2. Multiplication has 50 such
/// products (25, 20 folds, 5), squaring 40, the sum of two squares 55; digits and carries add 85 or 40 instructions. Per lane on an AMD Zen 4 (AVX-512 in
/// two halves: two instructions per cycle, one multiplication): multiply 4.8 ns, by a constant 3.5, square 4.3, ab - c 5.4, sum of two products 6.7, in
/// Fp2 multiply 13.3 and square 11, reduce 1.4, pack or unpack a point of G1 1.9; AVX2 9.3, 8.5, 8.0, 10.6, 13.6, 26.4, 22, 1.5, 2.2; portable 33, 19,
/// 24, 39, 53, 95, 72, 6.8, 8. A word-wise multiplication takes 30 ns. `LaneBenchmarks` measures these times.
/// </para>
/// </remarks>
internal static class NumberFormat;
