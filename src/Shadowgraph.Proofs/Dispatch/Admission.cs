using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The plan step: turns a request into a job with a plan, or refuses the request.</summary>
internal sealed class Admission(PipelineServices services, ErrorSource errors, LeasePool leases)
{
    /// <exception cref="ProofErrorException">The request is refused.</exception>
    public AdmittedRequest Admit(Guid id, ProofRequest request)
    {
        IdentitySecret? identity = null;
        try
        {
            identity = Copy(request.Identity);
            var job = new ProofJob(
                request.Opening, request.Statement, request.Recipient, request.Scope, AsOf(request), identity);
            return new(job, Plan(job, request.MaxCircuitSize), ProofCacheKeys.Of(job, request.MaxCircuitSize));
        }
#pragma warning disable CA1031 // Any exception becomes a typed error for the caller.
        catch (Exception e)
#pragma warning restore CA1031
        {
            identity?.Dispose();
            throw new ProofErrorException(errors.Classify(e, id, ProofStage.Admission));
        }
    }

    /// <summary>Returns a plan within the memory budget; smaller circuits need less memory.</summary>
    /// <exception cref="ProofErrorException">Even the smallest circuit exceeds the budget, or has no room for so many attestations.</exception>
    public ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize)
    {
        for (var size = maxCircuitSize; ; size--)
        {
            var plan = services.Prover.Plan(job, size) ?? throw new ProofErrorException(
                new ProofError(
                    ProofErrorType.InternalError, $"{nameof(IProver)}.{nameof(IProver.Plan)} returned null. Correct the prover."));
            if (leases.CouldTake(plan)) return plan;
            if (plan.Size <= CircuitSize.Small)
            {
                throw new ProofErrorException(new ProofError(
                    ProofErrorType.ResourceExhausted,
                    $"The smallest circuit needs {Mebibytes(plan.EstimatedBytes + plan.EstimatedKeyBytes)} MiB, and the memory budget is "
                    + $"{Mebibytes(leases.Budget)} MiB. Raise {nameof(ProofPipelineOptions)}.{nameof(ProofPipelineOptions.MemoryBudget)}.")
                {
                    Recoverability = ProofErrorRecoverability.Fatal,
                    Circuit = plan.Size,
                });
            }

            size = plan.Size;
        }
    }

    private DateTimeOffset AsOf(ProofRequest request)
    {
        var now = services.Time.GetUtcNow();
        if (request.AsOf is not { } asked)
        {
            var step = services.Options.AsOfGranularity.Ticks;
            return new DateTimeOffset(now.UtcTicks / step * step, TimeSpan.Zero);
        }

        return asked <= now
            ? asked
            : throw new ProofErrorException(new ProofError(
                ProofErrorType.InvalidCircuitParameters,
                $"AsOf is {asked:u}, and it is {now:u} now: no verifier accepts a proof of a future time. Omit AsOf, or check the "
                + "clock."));
    }

    private static IdentitySecret? Copy(IdentitySecret? identity)
    {
        if (identity is null) return null;
        Span<byte> bytes = stackalloc byte[IdentitySecret.Size];
        try
        {
            identity.Export(bytes);
            return IdentitySecret.FromBytes(bytes);
        }
        catch (ObjectDisposedException e)
        {
            throw new ProofErrorException(new ProofError(
                ProofErrorType.InvalidCircuitParameters, "The identity secret was disposed before the request was submitted.")
            { Exception = e });
        }
        finally
        {
            bytes.Clear();
        }
    }

    private static long Mebibytes(long bytes) => (bytes + (1 << 20) - 1) >> 20;
}
