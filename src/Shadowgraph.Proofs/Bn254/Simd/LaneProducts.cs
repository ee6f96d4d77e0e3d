using System.Numerics;
using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Products of numbers with five digits, or sums of products, as input of a reduction.</summary>
internal unsafe interface ILaneProducts
{
    /// <summary>The sum of the products of digits with indices that add up to a column.</summary>
    /// <param name="factors">The digits of a, b, c and d, factor after factor, as floating-point numbers or as integers modulo 2^64.</param>
    /// <param name="column">0 to 8; a constant to the compiler.</param>
    static abstract T Column<T>(T* factors, int column)
        where T : unmanaged, INumberBase<T>;
}

/// <summary>ab.</summary>
internal readonly unsafe struct LaneProduct : ILaneProducts
{
    public const int Digits = 10;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Column<T>(T* factors, int column)
        where T : unmanaged, INumberBase<T>
    {
        // Products of two digits with equal index sums. The last digit is small, so columns
        // 5 to 8 hold less than their number of products suggests. The switch disappears,
        // because the column is a constant after inlining.
        T* a = factors, b = factors + 5;
        return column switch
        {
            0 => a[0] * b[0],
            1 => a[0] * b[1] + a[1] * b[0],
            2 => a[0] * b[2] + a[1] * b[1] + a[2] * b[0],
            3 => a[0] * b[3] + a[1] * b[2] + a[2] * b[1] + a[3] * b[0],
            4 => a[0] * b[4] + a[1] * b[3] + a[2] * b[2] + a[3] * b[1] + a[4] * b[0],
            5 => a[1] * b[4] + a[2] * b[3] + a[3] * b[2] + a[4] * b[1],
            6 => a[2] * b[4] + a[3] * b[3] + a[4] * b[2],
            7 => a[3] * b[4] + a[4] * b[3],
            _ => a[4] * b[4],
        };
    }
}

/// <summary>a².</summary>
internal readonly unsafe struct LaneSquare : ILaneProducts
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Column<T>(T* factors, int column)
        where T : unmanaged, INumberBase<T>
    {
        // Products of different digits occur twice: the sum is doubled instead, which is
        // exact in either representation.
        var a = factors;
        return column switch
        {
            0 => a[0] * a[0],
            1 => Twice(a[0] * a[1]),
            2 => Twice(a[0] * a[2]) + a[1] * a[1],
            3 => Twice(a[0] * a[3] + a[1] * a[2]),
            4 => Twice(a[0] * a[4] + a[1] * a[3]) + a[2] * a[2],
            5 => Twice(a[1] * a[4] + a[2] * a[3]),
            6 => Twice(a[2] * a[4]) + a[3] * a[3],
            7 => Twice(a[3] * a[4]),
            _ => a[4] * a[4],
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Twice<T>(T sum)
        where T : INumberBase<T> => sum + sum;
}

/// <summary>ab + cd.</summary>
internal readonly unsafe struct LaneProductSum : ILaneProducts
{
    public const int Digits = 2 * LaneProduct.Digits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Column<T>(T* factors, int column)
        where T : unmanaged, INumberBase<T> =>
        LaneProduct.Column(factors, column) + LaneProduct.Column(factors + LaneProduct.Digits, column);
}

/// <summary>ab - cd.</summary>
internal readonly unsafe struct LaneProductDifference : ILaneProducts
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Column<T>(T* factors, int column)
        where T : unmanaged, INumberBase<T> =>
        LaneProduct.Column(factors, column) - LaneProduct.Column(factors + LaneProduct.Digits, column);
}

/// <summary>a² + b².</summary>
internal readonly unsafe struct LaneSquareSum : ILaneProducts
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Column<T>(T* factors, int column)
        where T : unmanaged, INumberBase<T> => LaneSquare.Column(factors, column) + LaneSquare.Column(factors + 5, column);
}

/// <summary>a² - b².</summary>
internal readonly unsafe struct LaneSquareDifference : ILaneProducts
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Column<T>(T* factors, int column)
        where T : unmanaged, INumberBase<T> => LaneSquare.Column(factors, column) - LaneSquare.Column(factors + 5, column);
}

/// <summary>2ab.</summary>
internal readonly unsafe struct LaneProductTwice : ILaneProducts
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Column<T>(T* factors, int column)
        where T : unmanaged, INumberBase<T>
    {
        var sum = LaneProduct.Column(factors, column);
        return sum + sum;
    }
}

/// <summary>Columns that were summed in advance: a.</summary>
internal readonly unsafe struct LaneColumns : ILaneProducts
{
    public const int Columns = 9;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Column<T>(T* factors, int column)
        where T : unmanaged, INumberBase<T> => factors[column];
}
