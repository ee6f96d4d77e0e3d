using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Tests.Bn254;

[Parallelizable]
public sealed class FieldTests
{
    [Test]
    public void Fr_IsAField() => FieldLaws.Hold(FieldSamples.Fr, 2000);

    [Test]
    public void Fp_IsAField() => FieldLaws.Hold(FieldSamples.Fp, 2000);

    [Test]
    public void Fp2_IsAField() => FieldLaws.Hold(FieldSamples.Fp2, 1000);

    [Test]
    public void Fp6_IsAField() => FieldLaws.Hold(FieldSamples.Fp6, 300);

    [Test]
    public void Fp12_IsAField() => FieldLaws.Hold(FieldSamples.Fp12, 200);

    [Test]
    public void Fr_OnIntegers_AgreesWithBigInteger() =>
        Gen.Select(FieldSamples.Integers(Fr.Modulus), FieldSamples.Integers(Fr.Modulus)).Sample(
            (a, b) =>
            {
                Fr x = Fr.FromBigInteger(a), y = Fr.FromBigInteger(b);
                return x.ToBigInteger() == a
                    && (x + y).ToBigInteger() == (a + b) % Fr.Modulus
                    && (x - y).ToBigInteger() == (a - b + Fr.Modulus) % Fr.Modulus
                    && (-x).ToBigInteger() == (Fr.Modulus - a) % Fr.Modulus
                    && (x * y).ToBigInteger() == a * b % Fr.Modulus
                    && x.Inverse().ToBigInteger() == BigInteger.ModPow(a, Fr.Modulus - 2, Fr.Modulus)
                    && x.Pow(65537).ToBigInteger() == BigInteger.ModPow(a, 65537, Fr.Modulus);
            },
            iter: 2000);

    [Test]
    public void Fp_OnIntegers_AgreesWithBigInteger() =>
        Gen.Select(FieldSamples.Integers(Fp.Modulus), FieldSamples.Integers(Fp.Modulus)).Sample(
            (a, b) =>
            {
                Fp x = Fp.FromBigInteger(a), y = Fp.FromBigInteger(b);
                return x.ToBigInteger() == a
                    && (x + y).ToBigInteger() == (a + b) % Fp.Modulus
                    && (x - y).ToBigInteger() == (a - b + Fp.Modulus) % Fp.Modulus
                    && (-x).ToBigInteger() == (Fp.Modulus - a) % Fp.Modulus
                    && (x * y).ToBigInteger() == a * b % Fp.Modulus
                    && x.Inverse().ToBigInteger() == BigInteger.ModPow(a, Fp.Modulus - 2, Fp.Modulus);
            },
            iter: 2000);

    [Test]
    public void TryRead_OfCanonicalBytes_RoundTrips() =>
        Gen.Select(FieldSamples.Fr, FieldSamples.Fp).Sample((scalar, coordinate) =>
        {
            Span<byte> bytes = stackalloc byte[32];
            scalar.Write(bytes);
            var good = Fr.TryRead(bytes, out var readScalar) && readScalar == scalar;
            good &= new BigInteger(bytes, isUnsigned: true) == scalar.ToBigInteger();
            coordinate.Write(bytes);
            good &= Fp.TryRead(bytes, out var readCoordinate) && readCoordinate == coordinate;
            coordinate.WriteMontgomery(bytes);
            return good && Fp.TryReadMontgomery(bytes, out readCoordinate) && readCoordinate == coordinate;
        });

    [Test]
    public void TryRead_AtOrAboveTheModulus_IsRejected()
    {
        foreach (var excess in new BigInteger[] { 0, 1, BigInteger.One << 64, BigInteger.One << 192 })
        {
            Assert.That(Fr.TryRead(Bytes(Fr.Modulus + excess), out var scalar), Is.False);
            Assert.That(scalar.IsZero, Is.True);
            Assert.That(Fp.TryRead(Bytes(Fp.Modulus + excess), out _), Is.False);
            Assert.That(Fp.TryReadMontgomery(Bytes(Fp.Modulus + excess), out _), Is.False);
        }

        var all = (BigInteger.One << 256) - 1;
        Assert.That(Fr.TryRead(Bytes(all), out _) || Fp.TryRead(Bytes(all), out _), Is.False);
        Assert.That(Fr.TryRead(Bytes(Fr.Modulus - 1), out _) && Fp.TryRead(Bytes(Fp.Modulus - 1), out _), Is.True);
    }

    [TestCase(31)]
    [TestCase(33)]
    public void TryRead_OfAnotherLength_IsRejected(int length) =>
        Assert.That(Fr.TryRead(new byte[length], out _) || Fp.TryRead(new byte[length], out _), Is.False);

    [TestCase("")]
    [TestCase("-1")]
    [TestCase("+1")]
    [TestCase("01")]
    [TestCase(" 1")]
    [TestCase("0x1")]
    [TestCase("21888242871839275222246405745257275088548364400416034343698204186575808495617")]
    [TestCase("100000000000000000000000000000000000000000000000000000000000000000000000000000")]
    public void Fr_TryParse_OfAnythingButACanonicalDecimal_IsRejected(string text) => Assert.That(Fr.TryParse(text, out _), Is.False);

    [Test]
    public void Fr_ParseAndToString_RoundTrip() => FieldSamples.Fr.Sample(value => Fr.Parse(value.ToString()) == value);

    [Test]
    public void Fr_FromBigInteger_OutsideTheField_Throws()
    {
        Assert.That(() => Fr.FromBigInteger(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fr.FromBigInteger(Fr.Modulus), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Inverse_OfEverySmallIntegerAndPowerOfTwo_Inverts()
    {
        for (var i = 1UL; i < 500; i++)
        {
            Assert.That(new Fr(i) * new Fr(i).Inverse(), Is.EqualTo(Fr.One));
            Assert.That(-new Fp(i) * (-new Fp(i)).Inverse(), Is.EqualTo(Fp.One));
        }

        for (var bit = 0; bit < 254; bit++)
        {
            // As the integer that is inverted, and as the scalar that it stands for.
            foreach (var value in new[] { (BigInteger.One << bit) % Fr.Modulus, (BigInteger.One << bit) * BigInteger.ModPow(2, -256 + (Fr.Modulus - 1), Fr.Modulus) % Fr.Modulus })
                Assert.That(Fr.FromBigInteger(value) * Fr.FromBigInteger(value).Inverse(), Is.EqualTo(Fr.One));
        }
    }

    [Test]
    public void BatchInversion_AmongZeros_LeavesThemAndInvertsTheRest() =>
        FieldSamples.Fp2.Array[0, 20].Sample(
            values =>
            {
                var inverses = values.ToArray();
                BatchInversion.Invert<Fp2>(inverses);
                return inverses.SequenceEqual(values.Select(value => value.Inverse()));
            },
            iter: 100);

    [Test]
    public void Fp2_Pow_OfTheGroupOrder_IsOne() =>
        FieldSamples.Fp2.Sample(value => value.IsZero || value.Pow(Fp.Modulus * Fp.Modulus - 1) == Fp2.One, iter: 20);

    [Test]
    public void Fp2_Conjugate_IsThePthPower() => FieldSamples.Fp2.Sample(value => value.Conjugate() == value.Pow(Fp.Modulus), iter: 20);

    [Test]
    public void Fp12_Frobenius_IsThePthPower() =>
        FieldSamples.Fp12.Sample(value => value.Frobenius() == Power(value, Fp.Modulus), iter: 10);

    [Test]
    public void Fp12_SquareCyclotomic_InTheSubgroup_IsTheSquare() =>
        FieldSamples.Fp12.Sample(
            value =>
            {
                if (value.IsZero) return true;
                var unitary = value.Conjugate() * value.Inverse();
                var cyclotomic = unitary.Frobenius().Frobenius() * unitary;
                return cyclotomic.SquareCyclotomicUnchecked() == cyclotomic.Square() && cyclotomic.Conjugate() == cyclotomic.Inverse();
            },
            iter: 50);

    [Test]
    public void Fp2_MultiplyByNonResidue_IsTheProduct() =>
        FieldSamples.Fp2.Sample(value => value.MultiplyByNonResidue() == value * Fp2.NonResidue, iter: 5000);

    [Test]
    public void NineTimes_Multiples_AreThoseOfTheModulus()
    {
        for (var i = 0; i < MulByNonResidue.Multiples.Length / 4; i++)
        {
            var words = MulByNonResidue.Multiples.Slice(4 * i, 4);
            var multiple = Montgomery<BaseModulus>.ToBigInteger(new Limbs(words[0], words[1], words[2], words[3]));
            Assert.That(multiple, Is.EqualTo(i * Fp.Modulus % BigInteger.Pow(2, 256)));
        }

        Assert.That(MulByNonResidue.Multiples.Length, Is.EqualTo(4 * 12));
    }

    [Test]
    public void Fp2_UnreducedLeftFactor_GivesTheProductOfTheSum() =>
        Gen.Select(FieldSamples.Fp2, FieldSamples.Fp2, FieldSamples.Fp2).Sample(
            (a, b, c) => Fp2.AddUnreduced(a, b) * c == (a + b) * c,
            iter: 2000);

    [Test]
    public void Fp2_SumOfSquares_IsThatOfBoth() =>
        Gen.Select(FieldSamples.Fp2, FieldSamples.Fp2).Sample(
            (a, b) => Fp2.SumOfSquares(a, b) == a.Square() + b.Square() * Fp2.NonResidue,
            iter: 2000);

    [Test]
    public void Fp12_MultiplyByNormalizedLine_IsTheProduct() =>
        Gen.Select(FieldSamples.Fp12, FieldSamples.Fp2, FieldSamples.Fp2).Sample(
            (value, b, c) => value.MultiplyByLine(b, c) == value.MultiplyByLine(Fp2.One, b, c),
            iter: 100);

    [Test]
    public void Fp12_MultiplyByLine_IsTheProduct() =>
        Gen.Select(FieldSamples.Fp12, FieldSamples.Fp2, FieldSamples.Fp2, FieldSamples.Fp2).Sample(
            (value, a, b, c) => value.MultiplyByLine(a, b, c) == value * new Fp12(new Fp6(a, default, default), new Fp6(b, c, default)),
            iter: 100);

    private static Fp12 Power(in Fp12 value, BigInteger exponent)
    {
        var result = Fp12.One;
        for (var i = (int)exponent.GetBitLength() - 1; i >= 0; i--)
        {
            result = result.Square();
            if (!(exponent >> i).IsEven) result *= value;
        }

        return result;
    }

    private static byte[] Bytes(BigInteger value)
    {
        var bytes = new byte[32];
        Assert.That(value.TryWriteBytes(bytes, out _, isUnsigned: true), Is.True);
        return bytes;
    }
}
