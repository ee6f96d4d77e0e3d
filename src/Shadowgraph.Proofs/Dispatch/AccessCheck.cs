using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Dispatch.Isolation;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Errors;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The access step: asks the access policy whether the user may request proofs.</summary>
internal sealed class AccessCheck(IAccessPolicy policy, TimeProvider time, ILogger logger)
{
    private readonly FailClosedCall<AccessDecision> _call = new(nameof(IAccessPolicy), policy.DecideAsync, comesLate: null, time, logger);

    /// <exception cref="ProofErrorException">The policy denied access, or failed.</exception>
    public async ValueTask RequireAsync(PendingRequest request, CancellationToken cancellationToken)
    {
        var decision = await _call.AskAsync(request, cancellationToken).ConfigureAwait(false);
        if (!decision.IsAllowed)
            throw new ProofErrorException(new ProofError(ProofErrorType.AccessDenied, ErrorText.Clean(decision.Reason)));
    }
}
