using CsCheck;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Tests.Bn254;

/// <summary>What every field promises, to be asked of each of them.</summary>
internal static class FieldLaws
{
    public static void Hold<TField>(Gen<TField> elements, int iterations)
        where TField : unmanaged, IField<TField>
    {
        TField zero = TField.Zero, one = TField.One;
        Assert.Multiple(() =>
        {
            Assert.That(default(TField), Is.EqualTo(zero));
            Assert.That(zero.IsZero, Is.True);
            Assert.That(one.IsZero, Is.False);
            Assert.That(zero.Inverse(), Is.EqualTo(zero), "the inverse of 0 is 0");
            Assert.That(one.Inverse(), Is.EqualTo(one));
        });

        Gen.Select(elements, elements, elements).Sample(
            (a, b, c) =>
            {
                Equal(a + b, b + a, "addition commutes");
                Equal(a + b + c, a + (b + c), "addition associates");
                Equal(a + zero, a, "0 is neutral");
                Equal(a - b, a + -b, "subtraction adds the negation");
                Equal(a - a, zero, "a - a is 0");
                Equal(a * b, b * a, "multiplication commutes");
                Equal(a * b * c, a * (b * c), "multiplication associates");
                Equal(a * one, a, "1 is neutral");
                Equal(a * zero, zero, "0 absorbs");
                Equal(a * (b + c), a * b + a * c, "multiplication distributes");
                Equal(a.Double(), a + a, "doubling is adding");
                Equal(a.Square(), a * a, "squaring is multiplying");
                Equal(a.Inverse() * a, a.IsZero ? zero : one, "the inverse inverts");
            },
            iter: iterations);
    }

    private static void Equal<TField>(TField actual, TField expected, string law)
        where TField : unmanaged, IField<TField>
    {
        if (!actual.Equals(expected)) Assert.Fail($"{law}: {actual} is not {expected}");
    }
}
