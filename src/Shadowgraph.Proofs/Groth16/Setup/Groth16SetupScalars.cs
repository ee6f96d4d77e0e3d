using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16.Setup;

/// <summary>
/// The discrete logarithms of a proving key's points: the circuit's polynomials at τ, one value for each wire or domain point. As secret as τ,
/// and zeroed likewise.
/// </summary>
/// <remarks>
/// Groth, "On the size of pairing-based non-interactive arguments" (2016), section 3.2, in snarkjs's arrangement: constraint i belongs to ωⁱ;
/// the constraints are followed by a row for the constant wire and for each public wire, with that wire alone in A, which keeps the public wires'
/// polynomials independent; γ = 1; and the quotient's points are Lagrange polynomials at the odd points of the double domain.
/// </remarks>
internal sealed class Groth16SetupScalars : IDisposable
{
    private const int Grain = 1024;

    private readonly R1cs _r1cs;
    private readonly EvaluationDomain _domain;
    private readonly Groth16SetupSecrets _secrets;
    private readonly ScratchBuffer<Fr> _a;
    private readonly ScratchBuffer<Fr> _b;
    private readonly ScratchBuffer<Fr> _c;
    private readonly ScratchBuffer<Fr> _foldedC;
    private readonly ScratchBuffer<Fr> _h;

    public Groth16SetupScalars(
        R1cs r1cs, EvaluationDomain domain, Groth16SetupSecrets secrets, ScratchPool pool, in Parallelism parallelism)
    {
        (_r1cs, _domain, _secrets) = (r1cs, domain, secrets);
        _a = pool.Rent<Fr>(r1cs.WireCount);
        _b = pool.Rent<Fr>(r1cs.WireCount);
        _c = pool.Rent<Fr>(r1cs.WireCount);
        _foldedC = pool.Rent<Fr>(r1cs.WireCount);
        _h = pool.Rent<Fr>(domain.Size);
        try
        {
            EvaluateAll(pool, parallelism);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>uₛ(τ) for each wire s: the wire's column of A.</summary>
    public ReadOnlyMemory<Fr> A => _a.Memory;

    /// <summary>vₛ(τ) for each wire s: the wire's column of B.</summary>
    public ReadOnlyMemory<Fr> B => _b.Memory;

    /// <summary>βuₛ(τ) + αvₛ(τ) + wₛ(τ) for the constant and each public wire: divided by γ = 1.</summary>
    public ReadOnlyMemory<Fr> Public => _c.Memory[..(_r1cs.PublicCount + 1)];

    /// <summary>(βuₛ(τ) + αvₛ(τ) + wₛ(τ))/δ for each private wire.</summary>
    public ReadOnlyMemory<Fr> Private => _c.Memory[(_r1cs.PublicCount + 1)..];

    /// <summary>
    /// For each wire s its scalar for C, <see cref="Private"/> or 0, less the sum of the <see cref="Quotient"/> scalars times wₛ at the odd points of the
    /// double domain.
    /// </summary>
    /// <remarks>
    /// Over the double domain wₛ(τ) is the sum of the Lagrange polynomials at τ times wₛ at their points. The even points are the domain, where these
    /// polynomials are (τⁿ + 1)/2 times those of the domain: their part is wₛ(τ)·(τⁿ + 1)/2, and the odd points have the rest.
    /// </remarks>
    public ReadOnlyMemory<Fr> FoldedC => _foldedC.Memory;

    /// <summary>The Lagrange polynomials of the double domain at its odd points, evaluated at τ and divided by δ.</summary>
    public ReadOnlyMemory<Fr> Quotient => _h.Memory;

    /// <summary>Zeroes the scalars.</summary>
    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
        _foldedC.Dispose();
        _h.Dispose();
    }

    private void EvaluateAll(ScratchPool pool, in Parallelism parallelism)
    {
        using var lagrange = pool.Rent<Fr>(_domain.Size);
        EvaluateLagrange(lagrange, odd: false, parallelism);
        EvaluateLagrange(_h, odd: true, parallelism);
        using var weightsA = pool.Rent<Fr>(_r1cs.Rows.Count);
        using var weightsB = pool.Rent<Fr>(_r1cs.Rows.Count);
        using var weightsC = pool.Rent<Fr>(_r1cs.Rows.Count);
        var cancellation = parallelism.Cancellation;
        parallelism.Invoke(
            () => EvaluateColumns(_r1cs.RowA, lagrange.Span, weightsA.Span, _a.Span, cancellation),
            () => EvaluateColumns(_r1cs.RowB, lagrange.Span, weightsB.Span, _b.Span, cancellation),
            () => EvaluateColumns(_r1cs.RowC, lagrange.Span, weightsC.Span, _c.Span, cancellation));
        for (var s = 0; s <= _r1cs.PublicCount; s++)
            _a.Span[s] += lagrange.Span[_r1cs.ConstraintCount + s];
        parallelism.For(_r1cs.WireCount, Grain, CombineColumns);
    }

    /// <summary>
    /// Lᵢ(τ) = ωⁱ/(τ - ωⁱ) times a common scale, by batch inversion: 5 multiplications per value. The odd points of the double domain are the domain
    /// times the double domain's generator, so τ divided by that generator takes the place of τ.
    /// </summary>
    private void EvaluateLagrange(ScratchBuffer<Fr> results, bool odd, in Parallelism parallelism) =>
        parallelism.For(_domain.Size, Grain, (from, to) =>
        {
            ref readonly var point = ref odd ? ref _secrets.OddTau : ref _secrets.Tau;
            ref readonly var scale = ref odd ? ref _secrets.OddLagrangeScale : ref _secrets.LagrangeScale;
            var span = results.Span[from..to];
            var root = _domain.Generator.Pow((ulong)from);
            for (var i = 0; i < span.Length; i++, root *= _domain.Generator)
                span[i] = point - root;
            BatchInversion.Invert(span);
            root = _domain.Generator.Pow((ulong)from) * scale;
            for (var i = 0; i < span.Length; i++, root *= _domain.Generator)
                span[i] *= root;
        });

    /// <summary>
    /// Sums every wire's column. A row shared by several constraints is multiplied once, by the sum of its weights.
    /// </summary>
    private void EvaluateColumns(
        ReadOnlySpan<int> rowOfConstraint, ReadOnlySpan<Fr> lagrange, Span<Fr> weights, Span<Fr> columns, CancellationToken cancellation)
    {
        for (var i = 0; i < rowOfConstraint.Length; i++)
            weights[rowOfConstraint[i]] += lagrange[i];

        var rows = _r1cs.Rows;
        for (var row = 0; row < weights.Length; row++)
        {
            if (row % Grain == 0) cancellation.ThrowIfCancellationRequested();
            if (weights[row].IsZero) continue;
            for (var k = rows.Start[row]; k < rows.Start[row + 1]; k++)
            {
                var isOne = rows.CoefficientIds[k] == SparseRows.OneId;
                columns[rows.Wires[k]] += isOne ? weights[row] : weights[row] * rows.CoefficientAt(k);
            }
        }
    }

    private void CombineColumns(int from, int to)
    {
        for (var s = from; s < to; s++)
        {
            var isPublic = s <= _r1cs.PublicCount;
            var sum = (_secrets.Beta * _a.Span[s]) + (_secrets.Alpha * _b.Span[s]) + _c.Span[s];
            var odd = _c.Span[s] * _secrets.OddShare;
            _foldedC.Span[s] = ((isPublic ? Fr.Zero : sum) - odd) * _secrets.DeltaInverse;
            _c.Span[s] = isPublic ? sum : sum * _secrets.DeltaInverse;
        }
    }
}
