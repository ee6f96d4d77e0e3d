using Shadowgraph.Proofs.Errors;

namespace Shadowgraph.Proofs.Tests.Errors;

internal static class RecoveryPolicyExtensions
{
    public static Task<AttemptOutcome<string>> RunAsync(
        this RecoveryPolicy policy, ScriptedWork work, CancellationToken cancellationToken) =>
        policy.RunAsync(
            work,
            static (work, number, token) => new ValueTask<AttemptOutcome<string>>(work.AttemptAsync(number, token)),
            static (work, error, decision) => work.Recovering(error, decision),
            cancellationToken).AsTask();
}
