using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Cuts integers into windows, with digits from -2^(width-1) to 2^(width-1), so that only half as many multiples of a point are needed as with unsigned
/// digits.
/// </summary>
/// <remarks>
/// Half of a window's range is added at every window but the top beforehand, and subtracted from each digit afterwards: digits then need no carries, and
/// every window can be read independently.
/// </remarks>
internal readonly struct SignedWindows
{
    private readonly Limbs _halves;

    /// <param name="width">Bits of a window, 2 to 24.</param>
    /// <param name="maxBits">Bits of the largest integer, at most 254.</param>
    public SignedWindows(int width, int maxBits)
    {
        Width = width;

        // The windows cover at least a bit more than the largest integer, for the carry out
        // of the highest signed digit.
        Count = maxBits / width + 1;
        Span<ulong> halves = stackalloc ulong[4];
        halves.Clear();

        // Bit width - 1 of every window but the last: 2^(width-1), half of the window's
        // range.
        for (var bit = width - 1; bit < (Count - 1) * width; bit += width) halves[bit >> 6] |= 1UL << (bit & 63);
        _halves = new Limbs(halves[0], halves[1], halves[2], halves[3]);
    }

    public int Width { get; }

    /// <summary>The number of windows. The top window holds fewer bits than the width, which leaves room for a carry instead of a sign.</summary>
    public int Count { get; }

    /// <summary>The largest absolute value of a digit.</summary>
    public int LargestDigit => 1 << (Width - 1);

    /// <summary>The bits of a window, at the low end of a word.</summary>
    public int Mask => (1 << Width) - 1;

    /// <summary>
    /// Shorter integers have digit 0 in a window; one bit less than the window's position suffices, because digits reach further down than up.
    /// </summary>
    public int BitsToReach(int window) => window * Width - 1;

    /// <summary>The recoded form of an integer, from which digits are read.</summary>
    public Limbs Recode(in Limbs value)
    {
        // A single addition with carries settles the signs of all digits: a window at or
        // above half its range carries into the next. Value and halves are below 2^254, so
        // the sum fits into four words.
        var carry = 0UL;
        var l0 = AddWithCarry(value.L0, _halves.L0, ref carry);
        var l1 = AddWithCarry(value.L1, _halves.L1, ref carry);
        var l2 = AddWithCarry(value.L2, _halves.L2, ref carry);
        return new Limbs(l0, l1, l2, value.L3 + _halves.L3 + carry);
    }

    private static ulong AddWithCarry(ulong a, ulong b, ref ulong carry)
    {
        var sum = a + b;
        var result = sum + carry;
        carry = (sum < a ? 1UL : 0) | (result < sum ? 1UL : 0);
        return result;
    }

    /// <summary>Digit <paramref name="window"/> of a recoded integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Digit(in Limbs recoded, int window)
    {
        var (index, shift) = Position(window);

        // The word after the last word counts as zero: the top window may end beyond it.
        return Digit(recoded[index], index < 3 ? recoded[index + 1] : 0, shift, Offset(window));
    }

    /// <summary>The word of a recoded integer in which a window begins, and the bit within the word. A window may extend into the next word.</summary>
    public (int Word, int Shift) Position(int window) => (window * Width >> 6, window * Width & 63);

    /// <summary>The offset to subtract from a window's bits.</summary>
    public int Offset(int window) => window == Count - 1 ? 0 : LargestDigit;

    /// <summary>A digit, from the word in which its window begins and the next word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Digit(ulong low, ulong high, int shift, int offset) =>
        // high << (64 - shift) in two steps, because C# takes a shift by 64 as a shift by
        // 0.
        ((int)((low >> shift) | (high << 1 << (63 - shift))) & Mask) - offset;
}
