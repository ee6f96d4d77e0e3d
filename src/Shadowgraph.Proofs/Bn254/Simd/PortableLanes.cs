using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>
/// Eight lanes, one after another, in words of 64 bits: what every processor can, so that algorithms over lanes need no other form.
/// </summary>
/// <remarks>
/// A block is eight Montgomery forms (R = 2²⁵⁶), always canonical, and 64 bytes that are not used; a packed element is the same 32 bytes.
/// </remarks>
[SkipLocalsInit]
internal readonly unsafe struct PortableLanes<TModulus> : IFieldLanes
    where TModulus : struct, IModulus
{
    private const int Lanes = ILanes.Count;
    private const int PairWords = 8;
    private const int ElementWords = 4;

    public static bool IsSupported => true;

    public static int BlockLength => IFieldLanes.Length;

    public static void SetOne(double* result)
    {
        for (var i = 0; i < Lanes; i++) ((Limbs*)result)[i] = TModulus.R;
    }

    public static void SetScalars(double* scalars, Limbs* source)
    {
        for (var i = 0; i < Lanes; i++) *(Limbs*)(scalars + IFieldLanes.ScalarLength * i) = source[i];
    }

    public static void Transpose(double* result, double* blocks)
    {
        for (var i = 0; i < Lanes; i++)
            for (var j = 0; j < Lanes; j++) ((Limbs*)(result + IFieldLanes.Length * i))[j] = ((Limbs*)(blocks + IFieldLanes.Length * j))[i];
    }

    public static void Multiply(double* result, double* left, double* right)
    {
        Limbs* r = (Limbs*)result, a = (Limbs*)left, b = (Limbs*)right;
        for (var i = 0; i < Lanes; i++) Montgomery<TModulus>.Multiply(a[i], b[i], out r[i]);
    }

    public static void MultiplyByScalar(double* result, double* left, double* scalar)
    {
        Limbs* r = (Limbs*)result, a = (Limbs*)left;
        for (var i = 0; i < Lanes; i++) Montgomery<TModulus>.Multiply(a[i], *(Limbs*)scalar, out r[i]);
    }

    public static void Square(double* result, double* value)
    {
        Limbs* r = (Limbs*)result, a = (Limbs*)value;
        for (var i = 0; i < Lanes; i++) Montgomery<TModulus>.Square(a[i], out r[i]);
    }

    public static void MultiplySubtract(double* result, double* left, double* right, double* subtrahend)
    {
        Limbs* r = (Limbs*)result, a = (Limbs*)left, b = (Limbs*)right, c = (Limbs*)subtrahend;
        for (var i = 0; i < Lanes; i++)
        {
            Montgomery<TModulus>.Multiply(a[i], b[i], out var product);
            r[i] = Montgomery<TModulus>.Subtract(product, c[i]);
        }
    }

    public static void SquareSubtract(double* result, double* value, double* subtrahend)
    {
        Limbs* r = (Limbs*)result, a = (Limbs*)value, b = (Limbs*)subtrahend;
        for (var i = 0; i < Lanes; i++)
        {
            Montgomery<TModulus>.Square(a[i], out var square);
            r[i] = Montgomery<TModulus>.Subtract(square, b[i]);
        }
    }

    public static void MultiplySum(double* result, double* a, double* b, double* c, double* d)
    {
        Limbs* r = (Limbs*)result, x = (Limbs*)a, y = (Limbs*)b, z = (Limbs*)c, w = (Limbs*)d;
        for (var i = 0; i < Lanes; i++) r[i] = Montgomery<TModulus>.SumOfProducts(x[i], y[i], z[i], w[i]);
    }

    public static void MultiplyDifference(double* result, double* a, double* b, double* c, double* d)
    {
        Limbs* r = (Limbs*)result, x = (Limbs*)a, y = (Limbs*)b, z = (Limbs*)c, w = (Limbs*)d;
        for (var i = 0; i < Lanes; i++)
            r[i] = Montgomery<TModulus>.SumOfProducts(x[i], y[i], Montgomery<TModulus>.NegateUnreduced(z[i]), w[i]);
    }

    public static void MultiplyDifferences(double* result, double* left, double* right, int count, double* subtrahend)
    {
        for (var i = 0; i < Lanes; i++)
        {
            var sum = Montgomery<TModulus>.Subtract(default, ((Limbs*)subtrahend)[i]);
            for (var j = 0; j < 2 * count; j++)
            {
                Montgomery<TModulus>.Multiply(Lane(left, j, i), Lane(right, j, i), out var product);
                sum = (j & 1) == 0 ? Montgomery<TModulus>.Add(sum, product) : Montgomery<TModulus>.Subtract(sum, product);
            }

            ((Limbs*)result)[i] = sum;
        }
    }

    public static void MultiplySums(double* result, double* left, double* right, int count, double* subtrahend)
    {
        for (var i = 0; i < Lanes; i++)
        {
            var sum = Montgomery<TModulus>.Subtract(default, ((Limbs*)subtrahend)[i]);
            for (var j = 0; j < 2 * count; j++)
            {
                Montgomery<TModulus>.Multiply(Lane(left, j, i), Lane(right, j ^ 1, i), out var product);
                sum = Montgomery<TModulus>.Add(sum, product);
            }

            ((Limbs*)result)[i] = sum;
        }
    }

    public static void AddNineTimes(double* result, double* a, double* b)
    {
        for (var i = 0; i < Lanes; i++) ((Limbs*)result)[i] = Montgomery<TModulus>.Add(NineTimes(((Limbs*)a)[i]), ((Limbs*)b)[i]);
    }

    public static void SubtractNineTimes(double* result, double* a, double* b)
    {
        for (var i = 0; i < Lanes; i++) ((Limbs*)result)[i] = Montgomery<TModulus>.Subtract(NineTimes(((Limbs*)a)[i]), ((Limbs*)b)[i]);
    }

    public static void Permute(double* result, double* first, double* second, ulong lanes)
    {
        for (var i = 0; i < Lanes; i++)
        {
            var lane = (int)(lanes >> (8 * i)) & (2 * Lanes - 1);
            ((Limbs*)result)[i] = lane < Lanes ? ((Limbs*)first)[lane] : ((Limbs*)second)[lane - Lanes];
        }
    }

    public static void Add(double* result, double* left, double* right)
    {
        Limbs* r = (Limbs*)result, a = (Limbs*)left, b = (Limbs*)right;
        for (var i = 0; i < Lanes; i++) r[i] = Montgomery<TModulus>.Add(a[i], b[i]);
    }

    public static void Subtract(double* result, double* left, double* right)
    {
        Limbs* r = (Limbs*)result, a = (Limbs*)left, b = (Limbs*)right;
        for (var i = 0; i < Lanes; i++) r[i] = Montgomery<TModulus>.Subtract(a[i], b[i]);
    }

    public static void Reduce(double* result, double* value) => Copy((Limbs*)result, (Limbs*)value);

    public static void AddReduced(double* result, double* left, double* right) => Add(result, left, right);

    public static void SubtractReduced(double* result, double* left, double* right) => Subtract(result, left, right);

    public static void Negate(double* result, double* value, int lanes)
    {
        Limbs* r = (Limbs*)result, a = (Limbs*)value;
        for (var i = 0; i < Lanes; i++) r[i] = ((lanes >> i) & 1) == 0 ? a[i] : Montgomery<TModulus>.Subtract(default, a[i]);
    }

    public static int ZeroLanes(double* value)
    {
        var lanes = 0;
        for (var i = 0; i < Lanes; i++)
            if (((Limbs*)value)[i].IsZero) lanes |= 1 << i;
        return lanes;
    }

    public static void Invert(double* result, double* value)
    {
        Copy((Limbs*)result, (Limbs*)value);
        LaneInversion<TModulus>.Invert((Limbs*)result);
    }

    public static void FromCanonical(double* result, Limbs* source)
    {
        for (var i = 0; i < Lanes; i++) ((Limbs*)result)[i] = Montgomery<TModulus>.Enter(source[i]);
    }

    public static void FromMontgomery(double* result, Limbs* source) => Copy((Limbs*)result, source);

    public static void ToCanonical(Limbs* destination, double* value)
    {
        for (var i = 0; i < Lanes; i++) destination[i] = Montgomery<TModulus>.Leave(((Limbs*)value)[i]);
    }

    public static void ToMontgomery(Limbs* destination, double* value) => Copy(destination, (Limbs*)value);

    public static void LoadPoints(double* x, double* y, ulong* pool, uint* terms, int stride) =>
        LoadPairs(x, y, pool, terms, stride, PairWords, Negation.Second);

    public static void StorePoints(ulong* destination, double* x, double* y) => StorePairs(destination, x, y, PairWords);

    public static void LoadPairs(double* first, double* second, ulong* pool, uint* terms, int stride, int words, Negation negation)
    {
        for (var i = 0; i < Lanes; i++)
        {
            var term = terms[i * stride];
            var pair = (Limbs*)(pool + (long)(term >> 1) * words);
            var negative = (term & 1) != 0;
            ((Limbs*)first)[i] = negative && negation == Negation.Both ? Montgomery<TModulus>.Subtract(default, pair[0]) : pair[0];
            ((Limbs*)second)[i] = negative && negation != Negation.None ? Montgomery<TModulus>.Subtract(default, pair[1]) : pair[1];
        }
    }

    public static void StorePairs(ulong* destination, double* first, double* second, int words)
    {
        for (var i = 0; i < Lanes; i++)
        {
            *(Limbs*)(destination + i * words) = ((Limbs*)first)[i];
            *(Limbs*)(destination + i * words + ElementWords) = ((Limbs*)second)[i];
        }
    }

    private static ref readonly Limbs Lane(double* blocks, int block, int lane) => ref ((Limbs*)(blocks + IFieldLanes.Length * block))[lane];

    private static Limbs NineTimes(in Limbs value)
    {
        var multiple = value;
        for (var i = 0; i < 3; i++) multiple = Montgomery<TModulus>.Add(multiple, multiple);
        return Montgomery<TModulus>.Add(multiple, value);
    }

    private static void Copy(Limbs* destination, Limbs* source)
    {
        for (var i = 0; i < Lanes; i++) destination[i] = source[i];
    }
}
