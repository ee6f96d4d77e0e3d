using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Bn254.Ntt;

internal sealed class EvaluationDomainTests
{
    [Test]
    public void Generator_OfEachDomain_IsSnarkjss()
    {
        // The root of order 2^28 that circom and snarkjs start from: 5^((r-1)/2^28).
        Assert.That(
            EvaluationDomain.For(1).Generator, Is.EqualTo(-Fr.One));
        Assert.That(
            EvaluationDomain.For(10).Generator.ToBigInteger(), Is.EqualTo(BigInteger.ModPow(5, (Fr.Modulus - 1) >> 10, Fr.Modulus)));
        for (var log = 1; log <= 12; log++)
        {
            var domain = EvaluationDomain.For(log);
            Assert.That(domain.Generator.Pow((ulong)domain.Size / 2), Is.EqualTo(-Fr.One));
            Assert.That(domain.CosetShift.Square(), Is.EqualTo(domain.Generator));
        }
    }

    [Test]
    public void Transform_OfCoefficients_IsTheNaiveTransform([Range(0, 7)] int log2Size)
    {
        var domain = EvaluationDomain.For(log2Size);
        var coefficients = Values(domain.Size, seed: log2Size);
        var values = coefficients.ToArray();
        domain.Transform(values, Parallelism.Sequential);
        Assert.That(values, Is.EqualTo(Enumerable.Range(0, domain.Size).Select(i => Evaluate(coefficients, domain.Generator.Pow((ulong)i)))));
    }

    [Test]
    public void Transform_OfManyCoefficients_GivesTheirValues([Values(11, 12, 13, 14)] int log2Size, [Values(1, 3)] int degree)
    {
        var domain = EvaluationDomain.For(log2Size);
        var coefficients = Values(domain.Size, seed: log2Size);
        var values = coefficients.ToArray();
        domain.Transform(values, new Parallelism(degree, CancellationToken.None));
        foreach (var i in new[] { 0, 1, 2, 3, domain.Size / 2, domain.Size / 2 + 1, domain.Size / 3, domain.Size - 1 })
            Assert.That(values[i], Is.EqualTo(Evaluate(coefficients, domain.Generator.Pow((ulong)i))));
    }

    [Test]
    public void InverseTransform_OfTheTransform_IsTheIdentity([Values(0, 1, 2, 3, 6, 13, 14)] int log2Size, [Values(1, 2)] int degree)
    {
        var domain = EvaluationDomain.For(log2Size);
        var parallelism = new Parallelism(degree, CancellationToken.None);
        var coefficients = Values(domain.Size, seed: 7);
        var values = coefficients.ToArray();
        domain.Transform(values, parallelism);
        domain.InverseTransform(values, parallelism);
        Assert.That(values.AsSpan().SequenceEqual(coefficients), Is.True);
    }

    [Test]
    public void Transform_AfterShift_GivesTheValuesOnTheCoset([Values(3, 13)] int log2Size)
    {
        var domain = EvaluationDomain.For(log2Size);
        var coefficients = Values(domain.Size, seed: 9);
        var values = coefficients.ToArray();
        domain.Shift(values, domain.CosetShift, new Parallelism(2, CancellationToken.None));
        domain.Transform(values, new Parallelism(2, CancellationToken.None));
        foreach (var i in new[] { 0, 1, domain.Size - 1 })
            Assert.That(values[i], Is.EqualTo(Evaluate(coefficients, domain.CosetShift.Pow(2 * (ulong)i + 1))), "odd powers of the larger root");
    }

    [Test]
    public void EvaluateCosetQuotient_InEveryForm_IsTheProductWithOrWithoutC(
        [Range(0, 13)] int log2Size, [Values] InstructionSet form, [Values(1, 3, 40)] int degree, [Values] bool withC)
    {
        Assume.That(InstructionSets.IsSupported(form), "this processor has not the instructions");
        var domain = EvaluationDomain.For(log2Size);
        var parallelism = new Parallelism(degree, CancellationToken.None);
        Fr[] a = Values(domain.Size, seed: 1), b = Values(domain.Size, seed: 2);
        a[0] = b[^1] = Fr.Zero;
        b[0] = -Fr.One;
        var expected = CosetQuotient(domain, a, b, withC);
        Assert.That(EvaluateCosetQuotient(domain, a, b, withC, parallelism, form).AsSpan().SequenceEqual(expected), Is.True);
    }

    [Test]
    [Category("Long")]
    public void EvaluateCosetQuotient_OfManyValues_IsTheProductWithOrWithoutC(
        [Values(17, 18, 19, 20)] int log2Size, [Values] InstructionSet form, [Values] bool withC) =>
        EvaluateCosetQuotient_InEveryForm_IsTheProductWithOrWithoutC(log2Size, form, degree: 2, withC);

    [Test]
    public void EvaluateCosetQuotient_OfTheLargestValues_StaysWithinTheLanesBounds([Values] InstructionSet form, [Values] bool withC)
    {
        Assume.That(InstructionSets.IsSupported(form), "this processor has not the instructions");
        var domain = EvaluationDomain.For(10);
        for (var kind = 0; kind < 4; kind++)
        {
            // All alike, or alternating, so that sums of four and eight are as large as they can be.
            var extreme = kind < 2 ? -Fr.One : Fr.FromBigInteger(Fr.Modulus / 2);
            var a = Enumerable.Range(0, domain.Size).Select(i => kind % 2 == 0 || i % 2 == 0 ? extreme : -extreme).ToArray();
            var b = a.ToArray();
            var expected = CosetQuotient(domain, a, b, withC);
            Assert.That(EvaluateCosetQuotient(domain, a, b, withC, Parallelism.Sequential, form).AsSpan().SequenceEqual(expected), Is.True);
        }
    }

    [Test]
    public void EvaluateCosetQuotient_Cancelled_Throws([Values] InstructionSet form, [Values] bool withC)
    {
        Assume.That(InstructionSets.IsSupported(form), "this processor has not the instructions");
        var domain = EvaluationDomain.For(13);
        var cancelled = new Parallelism(2, new CancellationToken(canceled: true));
        var leased = ScratchPool.Shared.LeasedBytes;
        Assert.That(
            () => EvaluateCosetQuotient(domain, new Fr[domain.Size], new Fr[domain.Size], withC, cancelled, form),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(ScratchPool.Shared.LeasedBytes, Is.EqualTo(leased));
    }

    [Test]
    public void EvaluateCosetQuotient_OfAnotherNumberOfValues_Throws()
    {
        var domain = EvaluationDomain.For(6);
        Assert.That(
            () => EvaluateCosetQuotient(domain, new Fr[63], new Fr[64], withC: true, Parallelism.Sequential, InstructionSet.Portable),
            Throws.ArgumentException.With.Message.Contains("64 values, not 63"));
        Assert.That(
            () => EvaluateCosetQuotient(domain, new Fr[64], new Fr[65], withC: true, Parallelism.Sequential, InstructionSet.Portable),
            Throws.ArgumentException);
    }

    [Test]
    public void EvaluateCosetQuotient_OfValuesInAnyPlaces_ReadsThemThere([Values(4, 6, 9)] int log2Size, [Values] bool withC)
    {
        var domain = EvaluationDomain.For(log2Size);
        var random = new Random(log2Size);
        Fr[] values = [Fr.Zero, .. Values(20, seed: 3)];
        int[] left = Places(), right = Places();
        var expected = CosetQuotient(domain, Array.ConvertAll(left, i => values[i + 1]), Array.ConvertAll(right, i => values[i + 1]), withC);

        using var leased = ScratchPool.Shared.Rent<Fr>(values.Length - 1);
        values.AsSpan(1).CopyTo(leased.Span);
        using var product = domain.EvaluateCosetQuotient(leased, left, right, withC, ScratchPool.Shared, Parallelism.Sequential, InstructionSets.Best);

        Assert.That(ValuesOf(product), Is.EqualTo(expected));

        // A place of -1 stands for zero.
        int[] Places() => [.. Enumerable.Range(0, domain.Size).Select(_ => random.Next(values.Length) - 1)];
    }

    [Test]
    public void For_OfASizeWithoutRoots_Throws([Values(-1, 29)] int log2Size) =>
        Assert.That(() => EvaluationDomain.For(log2Size), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Transform_OfAnotherNumberOfValues_Throws()
    {
        var domain = EvaluationDomain.For(3);
        Assert.That(() => domain.Transform(new Fr[7], Parallelism.Sequential), Throws.ArgumentException.With.Message.Contains("8 values, not 7"));
        Assert.That(() => domain.InverseTransform(new Fr[9], Parallelism.Sequential), Throws.ArgumentException);
        Assert.That(() => domain.Shift(new Fr[9], Fr.One, Parallelism.Sequential), Throws.ArgumentException);
    }

    [Test]
    public void Transform_Cancelled_Throws() =>
        Assert.That(
            () => EvaluationDomain.For(13).Transform(new Fr[1 << 13], new Parallelism(2, new CancellationToken(canceled: true))),
            Throws.InstanceOf<OperationCanceledException>());

    private static Fr[] EvaluateCosetQuotient(EvaluationDomain domain, Fr[] a, Fr[] b, bool withC, in Parallelism parallelism, InstructionSet form)
    {
        var left = Enumerable.Range(0, a.Length).ToArray();
        var right = Enumerable.Range(a.Length, b.Length).ToArray();
        using var values = ScratchPool.Shared.Rent<Fr>(a.Length + b.Length);
        a.CopyTo(values.Span);
        b.CopyTo(values.Span[a.Length..]);
        using var product = domain.EvaluateCosetQuotient(values, left, right, withC, ScratchPool.Shared, parallelism, form);
        return ValuesOf(product);
    }

    private static Fr[] ValuesOf(MsmScalars scalars) =>
        [.. Enumerable.Range(0, scalars.Count).Select(i =>
        {
            var size = scalars.Lengths[i] == 0 ? Fr.Zero : Fr.FromBigInteger(Montgomery<ScalarModulus>.ToBigInteger(scalars.Magnitudes[i]));
            return scalars.Lengths[i] < 0 ? -size : size;
        })];

    private static Fr[] CosetQuotient(EvaluationDomain domain, Fr[] a, Fr[] b, bool withC)
    {
        var parallelism = new Parallelism(2, CancellationToken.None);
        Fr[][] polynomials = [a.ToArray(), b.ToArray(), [.. a.Zip(b, (x, y) => x * y)]];
        foreach (var values in polynomials)
        {
            domain.InverseTransform(values, parallelism);
            domain.Shift(values, domain.CosetShift, parallelism);
            domain.Transform(values, parallelism);
        }

        return [.. polynomials[0].Zip(polynomials[1], (x, y) => x * y).Zip(polynomials[2], (x, y) => withC ? x - y : x)];
    }

    private static Fr Evaluate(Fr[] coefficients, Fr x) => coefficients.Reverse().Aggregate(Fr.Zero, (sum, coefficient) => sum * x + coefficient);

    private static Fr[] Values(int count, int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[32];
        var values = new Fr[count];
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(bytes);
            values[i] = Fr.FromBigIntegerReduced(new BigInteger(bytes, isUnsigned: true));
        }

        return values;
    }
}
