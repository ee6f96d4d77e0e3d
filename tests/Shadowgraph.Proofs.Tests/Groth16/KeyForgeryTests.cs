using System.Text.Json;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Pairings;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>
/// Keys for which anybody makes a proof of any statement without a witness. A proof (A, B, C) is accepted if
/// e(A, B) = e(α, β) · e(L, γ) · e(C, δ), L = IC₀ + Σ sᵢ·ICᵢ. Each test forges from public points alone, sees the equation hold, and then
/// sees the key refused.
/// </summary>
/// <remarks>
/// In the derivations points stand for their logarithms: the equation is A·B = αβ + Lγ + Cδ. g is the generator of G1, h that of G2,
/// k = ±1. What is public: all points of the verifying key; β and δ in G1, from the proving key; γL in G1, from the phase 1 file
/// (γL = Σ sᵢ(βuᵢ + αvᵢ + wᵢ)(τ), of whose summands it has the powers; where γ = h, as in keys of snarkjs, it is L itself).
/// </remarks>
public class KeyForgeryTests
{
    private static readonly Fr[] Signals = [new(17), new(4711)];

    /// <summary>Pairings with α vanish. B = γ + δ and A = C = L: L(γ + δ) = Lγ + Lδ.</summary>
    [Test]
    public void AlphaInfinite()
    {
        var key = Key.Draw() with { Alpha1 = default };

        AssertForged(key, key.L, Sum(key.Gamma2, key.Delta2), key.L, ProvingKeyRejection.InvalidPoint);
    }

    /// <summary>The same pairing vanishes by its other side.</summary>
    [Test]
    public void BetaInfinite()
    {
        var key = Key.Draw() with { Beta2 = default };

        AssertForged(key, key.L, Sum(key.Gamma2, key.Delta2), key.L, ProvingKeyRejection.InvalidPoint);
    }

    /// <summary>The signals drop out. A = C = α and B = β + δ: α(β + δ) = αβ + αδ, whatever L is.</summary>
    [Test]
    public void GammaInfinite()
    {
        var key = Key.Draw() with { Gamma2 = default };

        AssertForged(key, key.Alpha1, Sum(key.Beta2, key.Delta2), key.Alpha1, ProvingKeyRejection.InvalidPoint);
    }

    /// <summary>
    /// C drops out, and with it all that ties private wires to the circuit: A·B = αβ + Lγ = (α + s)(β + t) asks for s = Σ sᵢuᵢ, t = Σ sᵢvᵢ and
    /// st = Σ sᵢwᵢ over public wires alone. Where these are on A's sides only, as an outsider may choose the circuit to be, t and w are 0:
    /// A = α + s with s from the proving key's points of A, B = β, and any C.
    /// </summary>
    [Test]
    public void DeltaInfinite()
    {
        var drawn = Key.Draw();
        Fr[] u = [Fr.Random(), Fr.Random(), Fr.Random()];
        var key = drawn with
        {
            Delta2 = default,
            Ic = [.. u.Select(value => G(drawn.Beta * value * drawn.Gamma.Inverse()))],
        };
        var s = G(u[0] + (Signals[0] * u[1]) + (Signals[1] * u[2]));

        AssertForged(key, Sum(key.Alpha1, s), key.Beta2, G(Fr.Random()), ProvingKeyRejection.InvalidPoint);
    }

    /// <summary>B = h turns every summand into one of G1: A = αβ + Lγ + Cδ with αβ = kβ, C = g.</summary>
    [TestCase(1)]
    [TestCase(-1)]
    public void AlphaIsTheGenerator(int k)
    {
        var key = Key.Draw().WithAlpha(Signed(k));
        var a = Sum(Sum(Times(k, key.Beta1), key.GammaL), key.Delta1);

        AssertForged(key, a, G2.Generator, G1.Generator, ProvingKeyRejection.Forgeable);
    }

    /// <summary>B = h again: αβ = kα, so A = kα + γL + δ, C = g.</summary>
    [TestCase(1)]
    [TestCase(-1)]
    public void BetaIsTheGenerator(int k)
    {
        var key = Key.Draw().WithBeta(Signed(k));
        var a = Sum(Sum(Times(k, key.Alpha1), key.GammaL), key.Delta1);

        AssertForged(key, a, G2.Generator, G1.Generator, ProvingKeyRejection.Forgeable);
    }

    /// <summary>A = α and B = β leave Lγ + Cδ = 0: with δ = k, C = -kγL.</summary>
    [TestCase(1, ProvingKeyRejection.NoContribution)]
    [TestCase(-1, ProvingKeyRejection.Forgeable)]
    public void DeltaIsTheGenerator(int k, ProvingKeyRejection reason)
    {
        var key = Key.Draw().WithDelta(Signed(k));

        AssertForged(key, key.Alpha1, key.Beta2, Times(-k, key.GammaL), reason);
    }

    /// <summary>A = α and B = β leave Lγ + Cδ = 0: with δ = kγ, C = -kL.</summary>
    [TestCase(1, ProvingKeyRejection.NoContribution)]
    [TestCase(-1, ProvingKeyRejection.Forgeable)]
    public void DeltaIsGamma(int k, ProvingKeyRejection reason)
    {
        var drawn = Key.Draw();
        var key = drawn.WithDelta(Signed(k) * drawn.Gamma);

        AssertForged(key, key.Alpha1, key.Beta2, Times(-k, key.L), reason);
    }

    /// <summary>B = β + γ and A = L: Lβ + Lγ = αβ + Lγ + kCβ, so C = k(L - α).</summary>
    [TestCase(1)]
    [TestCase(-1)]
    public void DeltaIsBeta(int k)
    {
        var drawn = Key.Draw();
        var key = drawn.WithDelta(Signed(k) * drawn.Beta);

        AssertForged(key, key.L, Sum(key.Beta2, key.Gamma2), Times(k, Sum(key.L, -key.Alpha1)), ProvingKeyRejection.Forgeable);
    }

    /// <summary>B = γ + δ and A = C = kα + L: (kα + L)γ = αβ + Lγ.</summary>
    [TestCase(1)]
    [TestCase(-1)]
    public void BetaIsGamma(int k)
    {
        var drawn = Key.Draw();
        var key = drawn.WithBeta(Signed(k) * drawn.Gamma);
        var a = Sum(Times(k, key.Alpha1), key.L);

        AssertForged(key, a, Sum(key.Gamma2, key.Delta2), a, ProvingKeyRejection.Forgeable);
    }

    /// <summary>
    /// δ of a key that only a beacon contributed to is computed from the beacon's published value. A = α and B = β leave L + Cδ = 0, as snarkjs
    /// has γ = h: C = -L/δ. Its verifying key looks like any other; only the list of contributions shows that a participant was forgotten.
    /// </summary>
    [Test]
    public void DeltaOfABeaconAlone()
    {
        var inspection = ProvingKey.Inspect(File.OpenRead(CircomFixture.Get("multiplier").BeaconProvingKey));
        var key = VerifyingKey.FromJson(inspection.VerifyingKeyToJson());
        Assert.That(
            Fr.TryParse(JsonSerializer.Deserialize<string>(File.ReadAllText(CircomFixture.BeaconDelta))!, out var delta), Is.True);
        Fr[] falseSignals = [.. Enumerable.Repeat(new Fr(42), key.PublicInputCount)];
        var l = key.Ic[0];
        foreach (ref readonly var ic in key.Ic[1..]) l = Sum(l, Scaled(ic, new Fr(42)));

        var forged = new Groth16Proof(key.Alpha1, key.Beta2, Scaled(-l, delta.Inverse()));

        Assert.That(new Groth16Verifier(key).Verify(forged, falseSignals), Is.True);
        Assert.That(inspection.Refusal!.Reason, Is.EqualTo(ProvingKeyRejection.NoContribution));
    }

    /// <summary>Without a known ratio the same points are a key.</summary>
    [Test]
    public void UnrelatedPoints_AreAccepted() =>
        Assert.That(VerifyingKey.Create(Key.Draw().Points, isDevelopmentKey: false).PublicInputCount, Is.EqualTo(Signals.Length));

    private static void AssertForged(Key key, G1Affine a, G2Affine b, G1Affine c, ProvingKeyRejection reason)
    {
        Assert.That(a.IsInfinity || b.IsInfinity || c.IsInfinity, Is.False, "verifiers accept no infinite point");
        Assert.That(
            Pairing.ProductIsOne([a, -key.Alpha1, -key.L, -c], [b, key.Beta2, key.Gamma2, key.Delta2]), Is.True, "the proof is forged");
        VerifyingKeyTests.AssertRefused(() => VerifyingKey.Create(key.Points, isDevelopmentKey: false), reason);
    }

    private static Fr Signed(int k) => k > 0 ? Fr.One : -Fr.One;

    private static G1Affine G(in Fr scalar) => Scaled(G1.Generator, scalar);

    private static G2Affine H(in Fr scalar) => ((G2Jacobian)G2.Generator).Multiply(scalar).ToAffine();

    private static G1Affine Scaled(in G1Affine point, in Fr scalar) => ((G1Jacobian)point).Multiply(scalar).ToAffine();

    private static G1Affine Times(int k, in G1Affine point) => k > 0 ? point : -point;

    private static AffinePoint<TField> Sum<TField>(in AffinePoint<TField> first, in AffinePoint<TField> second)
        where TField : unmanaged, ICurveField<TField> => ((JacobianPoint<TField>)first).Add(second).ToAffine();

    /// <summary>A key made of known logarithms, of which the forgeries use none.</summary>
    private sealed record Key
    {
        public Fr Beta { get; private init; }

        public Fr Gamma { get; private init; }

        public G1Affine Alpha1 { get; init; }

        public G1Affine Beta1 { get; private init; }

        public G2Affine Beta2 { get; init; }

        public G2Affine Gamma2 { get; init; }

        public G1Affine Delta1 { get; private init; }

        public G2Affine Delta2 { get; init; }

        public G1Affine[] Ic { get; init; } = [];

        public VerifyingKeyPoints Points => new(Alpha1, Beta2, Gamma2, Delta2, Ic);

        public G1Affine L => Sum(Ic[0], Sum(Scaled(Ic[1], Signals[0]), Scaled(Ic[2], Signals[1])));

        public G1Affine GammaL => Scaled(L, Gamma);

        public static Key Draw()
        {
            var gamma = Fr.Random();
            return new Key
            {
                Gamma = gamma,
                Gamma2 = H(gamma),
                Ic = [G(Fr.Random()), G(Fr.Random()), G(Fr.Random())],
            }.WithAlpha(Fr.Random()).WithBeta(Fr.Random()).WithDelta(Fr.Random());
        }

        public Key WithAlpha(Fr alpha) => this with { Alpha1 = G(alpha) };

        public Key WithBeta(Fr beta) => this with { Beta = beta, Beta1 = G(beta), Beta2 = H(beta) };

        public Key WithDelta(Fr delta) => this with { Delta1 = G(delta), Delta2 = H(delta) };
    }
}
