using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>The inputs of <see cref="MontgomeryDigits{T}"/>'s reduction: products, or sums of products, of numbers with nine digits.</summary>
internal unsafe interface IDigitProducts
{
    /// <summary>Digits of all factors.</summary>
    static abstract int Digits { get; }

    /// <summary>The sum of the products of digits with indices that add up to a column.</summary>
    /// <param name="factors">The digits of all factors, factor after factor.</param>
    /// <param name="column">0 to 16; a constant to the compiler.</param>
    static abstract ulong Column(ulong* factors, int column);
}

/// <summary>ab, from the digits of a and b.</summary>
internal readonly unsafe struct DigitProduct : IDigitProducts
{
    public static int Digits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 18;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Column(ulong* factors, int column)
    {
        ulong* a = factors, b = factors + 9;
        return column switch
        {
            0 => a[0] * b[0],
            1 => a[0] * b[1] + a[1] * b[0],
            2 => a[0] * b[2] + a[1] * b[1] + a[2] * b[0],
            3 => a[0] * b[3] + a[1] * b[2] + a[2] * b[1] + a[3] * b[0],
            4 => a[0] * b[4] + a[1] * b[3] + a[2] * b[2] + a[3] * b[1] + a[4] * b[0],
            5 => a[0] * b[5] + a[1] * b[4] + a[2] * b[3] + a[3] * b[2] + a[4] * b[1] + a[5] * b[0],
            6 => a[0] * b[6] + a[1] * b[5] + a[2] * b[4] + a[3] * b[3] + a[4] * b[2] + a[5] * b[1] + a[6] * b[0],
            7 => a[0] * b[7] + a[1] * b[6] + a[2] * b[5] + a[3] * b[4] + a[4] * b[3] + a[5] * b[2] + a[6] * b[1] + a[7] * b[0],
            8 => a[0] * b[8] + a[1] * b[7] + a[2] * b[6] + a[3] * b[5] + a[4] * b[4] + a[5] * b[3] + a[6] * b[2] + a[7] * b[1]
                + a[8] * b[0],
            9 => a[1] * b[8] + a[2] * b[7] + a[3] * b[6] + a[4] * b[5] + a[5] * b[4] + a[6] * b[3] + a[7] * b[2] + a[8] * b[1],
            10 => a[2] * b[8] + a[3] * b[7] + a[4] * b[6] + a[5] * b[5] + a[6] * b[4] + a[7] * b[3] + a[8] * b[2],
            11 => a[3] * b[8] + a[4] * b[7] + a[5] * b[6] + a[6] * b[5] + a[7] * b[4] + a[8] * b[3],
            12 => a[4] * b[8] + a[5] * b[7] + a[6] * b[6] + a[7] * b[5] + a[8] * b[4],
            13 => a[5] * b[8] + a[6] * b[7] + a[7] * b[6] + a[8] * b[5],
            14 => a[6] * b[8] + a[7] * b[7] + a[8] * b[6],
            15 => a[7] * b[8] + a[8] * b[7],
            _ => a[8] * b[8],
        };
    }
}

/// <summary>a², from the digits of a and their doubles.</summary>
internal readonly unsafe struct DigitSquare : IDigitProducts
{
    public static int Digits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 18;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Column(ulong* factors, int column)
    {
        ulong* a = factors, b = factors + 9;
        return column switch
        {
            0 => a[0] * a[0],
            1 => b[0] * a[1],
            2 => b[0] * a[2] + a[1] * a[1],
            3 => b[0] * a[3] + b[1] * a[2],
            4 => b[0] * a[4] + b[1] * a[3] + a[2] * a[2],
            5 => b[0] * a[5] + b[1] * a[4] + b[2] * a[3],
            6 => b[0] * a[6] + b[1] * a[5] + b[2] * a[4] + a[3] * a[3],
            7 => b[0] * a[7] + b[1] * a[6] + b[2] * a[5] + b[3] * a[4],
            8 => b[0] * a[8] + b[1] * a[7] + b[2] * a[6] + b[3] * a[5] + a[4] * a[4],
            9 => b[1] * a[8] + b[2] * a[7] + b[3] * a[6] + b[4] * a[5],
            10 => b[2] * a[8] + b[3] * a[7] + b[4] * a[6] + a[5] * a[5],
            11 => b[3] * a[8] + b[4] * a[7] + b[5] * a[6],
            12 => b[4] * a[8] + b[5] * a[7] + a[6] * a[6],
            13 => b[5] * a[8] + b[6] * a[7],
            14 => b[6] * a[8] + a[7] * a[7],
            15 => b[7] * a[8],
            _ => a[8] * a[8],
        };
    }
}

/// <summary>The sum of two kinds of products, from the digits of the factors of the first and then of the second.</summary>
internal readonly unsafe struct DigitProductSum<TFirst, TSecond> : IDigitProducts
    where TFirst : struct, IDigitProducts
    where TSecond : struct, IDigitProducts
{
    public static int Digits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFirst.Digits + TSecond.Digits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Column(ulong* factors, int column) =>
        TFirst.Column(factors, column) + TSecond.Column(factors + TFirst.Digits, column);
}
