using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>The five rows of a constant for <see cref="IFieldLanes.MultiplyByConstant"/>: the constant times powers of 2ʷ.</summary>
internal static unsafe class ConstantRows<TLanes>
    where TLanes : struct, IFieldLanes
{
    private const int Digits = 5;

    /// <summary>See <see cref="IFieldLanes.SetConstants"/>.</summary>
    /// <param name="constants">Eight constants.</param>
    /// <param name="source">Montgomery forms.</param>
    /// <param name="last">A scalar that leads from the constant to its last row.</param>
    /// <param name="lower">A scalar that leads from a row to the row before: the inverse of 2ʷ.</param>
    [MethodImpl(Kernel.Optimized)]
    [SkipLocalsInit]
    public static void Set(double* constants, Limbs* source, double* last, double* lower)
    {
        var memory = stackalloc double[2 * IFieldLanes.Length + BlockAlignment.Slack];
        double* row = BlockAlignment.Align(memory), scalars = row + IFieldLanes.Length;
        TLanes.FromMontgomery(row, source);
        TLanes.MultiplyByScalar(row, row, last);
        for (var i = Digits - 1; i >= 0; i--)
        {
            // Rows of least size halve the bound of the result.
            TLanes.Reduce(row, row);
            TLanes.ToScalars(scalars, row);
            for (var lane = 0; lane < ILanes.Count; lane++)
                for (var digit = 0; digit < Digits; digit++)
                    constants[TLanes.ConstantLength * lane + Digits * i + digit] = scalars[IFieldLanes.ScalarLength * lane + digit];
            if (i > 0) TLanes.MultiplyByScalar(row, row, lower);
        }
    }
}
