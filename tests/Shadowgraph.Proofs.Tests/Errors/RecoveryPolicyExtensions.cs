using Shadowgraph.Proofs.Errors;

namespace Shadowgraph.Proofs.Tests.Errors;

internal static class RecoveryPolicyExtensions
{
    public static Task<AttemptOutcome<string>> RunAsync(
        this RecoveryPolicy policy, ScriptedWork work, CancellationToken cancellationToken) =>
        policy.RunAsync(
            (number, token) => new ValueTask<AttemptOutcome<string>>(work.AttemptAsync(number, token)), work.Recovering, cancellationToken).AsTask();
}
