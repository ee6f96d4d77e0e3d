using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products of differences, by which points are added.</content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNorm(double* norm, double* a, double* b, double* work)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyByNorm(double* result, double* norm, double* a, double* b, double* factor) =>
        SubtractMultiply(result, a, b, factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Divide(double* result, double* c, double* d, double* a, double* b, double* inverseNorm, double* work) =>
        SubtractMultiply(result, c, d, inverseNorm);

    public static void SubtractMultiplySubtract(double* result, double* a, double* b, double* factor, double* subtrahend)
    {
        var memory = stackalloc double[IFieldLanes.Length + BlockAlignment.Slack];
        var difference = BlockAlignment.Align(memory);
        Subtract(difference, a, b);
        MultiplySubtract(result, difference, factor, subtrahend);
    }

    public static void SubtractMultiply(double* result, double* a, double* b, double* factor)
    {
        var memory = stackalloc double[IFieldLanes.Length + BlockAlignment.Slack];
        var difference = BlockAlignment.Align(memory);
        Subtract(difference, a, b);
        Multiply(result, difference, factor);
    }
}
