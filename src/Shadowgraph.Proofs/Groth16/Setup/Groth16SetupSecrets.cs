using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16.Setup;

/// <summary>
/// The toxic waste of a setup: knowledge of any of these values suffices to forge proofs. The values live in native memory that is zeroed on
/// disposal, never in objects on the garbage-collected heap, which the collector may copy and leave behind.
/// </summary>
/// <remarks>Use the properties in place and do not capture their values in lambdas: a closure is an object on the heap.</remarks>
internal sealed class Groth16SetupSecrets : IDisposable
{
    private readonly ScratchBuffer<Fr> _values;

    private Groth16SetupSecrets(ScratchPool pool) => _values = pool.Rent<Fr>(9);

    /// <summary>τ, the evaluation point of the circuit's polynomials; neither τ nor τ²ⁿ is 1, for the domain of size n.</summary>
    public ref readonly Fr Tau => ref _values.Span[0];

    /// <summary>α.</summary>
    public ref readonly Fr Alpha => ref _values.Span[1];

    /// <summary>β.</summary>
    public ref readonly Fr Beta => ref _values.Span[2];

    /// <summary>δ. α, β and δ are neither 1 nor -1, and δ is neither β nor -β: keys with such values are refused.</summary>
    public ref readonly Fr Delta => ref _values.Span[3];

    /// <summary>1/δ.</summary>
    public ref readonly Fr DeltaInverse => ref _values.Span[4];

    /// <summary>(τⁿ - 1)/n: the common factor at τ of all Lagrange polynomials of the domain of size n.</summary>
    public ref readonly Fr LagrangeScale => ref _values.Span[5];

    /// <summary>τ/ω, ω the generator of the domain of size 2n: division by ω maps the odd points to the domain of size n.</summary>
    public ref readonly Fr OddTau => ref _values.Span[6];

    /// <summary>(τ²ⁿ - 1)/(2nδ): the common factor at τ of the double domain's Lagrange polynomials at odd points, divided by δ.</summary>
    public ref readonly Fr OddLagrangeScale => ref _values.Span[7];

    /// <summary>
    /// (1 - τⁿ)/2: the share of the double domain's odd points in the value at τ of a Lagrange polynomial of the domain of size n.
    /// </summary>
    public ref readonly Fr OddShare => ref _values.Span[8];

    /// <summary>Draws uniform nonzero secrets from the system's random generator and derives the values that the setup needs.</summary>
    public static Groth16SetupSecrets Draw(EvaluationDomain domain, ScratchPool pool)
    {
        var secrets = new Groth16SetupSecrets(pool);
        try
        {
            secrets.Fill(domain);
            return secrets;
        }
        catch
        {
            secrets.Dispose();
            throw;
        }
    }

    /// <summary>Zeroes the secrets.</summary>
    public void Dispose() => _values.Dispose();

    private void Fill(EvaluationDomain domain)
    {
        var values = _values.Span;
        var size = new Fr((ulong)domain.Size);
        var power = Fr.Zero;

        // A τ in the double domain would cause a division by zero below, and would be a guessable element of a small known set.
        do
        {
            values[0] = Fr.Random();
            power = values[0].Pow((ulong)domain.Size);
        }
        while (values[0].IsZero || (power * power).IsOne);

        do values[1] = Fr.RandomNonzero();
        while (IsUnit(values[1]));
        do values[2] = Fr.RandomNonzero();
        while (IsUnit(values[2]));
        do values[3] = Fr.RandomNonzero();
        while (IsUnit(values[3]) || values[3] == values[2] || values[3] == -values[2]);
        values[4] = values[3].Inverse();
        values[5] = (power - Fr.One) * size.Inverse();
        values[6] = values[0] * domain.CosetShift.Inverse();
        values[7] = ((power * power) - Fr.One) * (size.Double() * values[3]).Inverse();
        values[8] = (Fr.One - power) * new Fr(2).Inverse();
    }

    private static bool IsUnit(in Fr value) => value.IsOne || (-value).IsOne;
}
