using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Curves;

/// <summary>Sums of products by word multiplications: three products share a reduction, 68 word multiplications together.</summary>
/// <remarks>
/// A reduction of the whole sum would need fewer multiplications, but nine words of a running sum do not fit the registers beside the factors, and
/// loads and stores of the sum then cost more than the reductions: 108 ns a product instead of 20.
/// </remarks>
internal static unsafe class PortableWeightedSum
{
    /// <summary>The sum of weights[ids[i]]·values[places[i]]/R mod r, canonical. Terms with the value 0 cost no multiplication.</summary>
    [MethodImpl(Kernel.Optimized)]
    [SkipLocalsInit]
    public static Limbs Compute(Limbs* weights, int* ids, int* places, int count, Limbs* values)
    {
        Limbs sum = default;
        Limbs weight0 = default, weight1 = default, value0 = default, value1 = default;
        var waiting = 0;
        for (var i = 0; i < count; i++)
        {
            var weight = weights + ids[i];
            var value = values + places[i];
            if (value->IsZero) continue;
            if (waiting == 0)
            {
                (weight0, value0, waiting) = (*weight, *value, 1);
            }
            else if (waiting == 1)
            {
                (weight1, value1, waiting) = (*weight, *value, 2);
            }
            else
            {
                sum = Montgomery<ScalarModulus>.Add(
                    sum, Montgomery<ScalarModulus>.SumOfProducts(weight0, value0, weight1, value1, *weight, *value));
                waiting = 0;
            }
        }

        if (waiting == 0) return sum;
        if (waiting == 1) Montgomery<ScalarModulus>.Multiply(weight0, value0, out weight0);
        else weight0 = Montgomery<ScalarModulus>.SumOfProducts(weight0, value0, weight1, value1);
        return Montgomery<ScalarModulus>.Add(sum, weight0);
    }
}
