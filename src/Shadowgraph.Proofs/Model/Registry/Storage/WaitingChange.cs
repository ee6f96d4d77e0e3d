using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>A publication of a single subject that waits for the writer; publications that wait at the same time are committed together.</summary>
/// <param name="change">The change.</param>
internal sealed class WaitingChange(PreparedChange change)
{
    private readonly TaskCompletionSource<(Fr Root, PublicationOutcome Outcome)> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<PreparedChange> Changes { get; } = [change];

    /// <summary>Completes when the change is committed, or known to have failed.</summary>
    public Task<(Fr Root, PublicationOutcome Outcome)> End => _end.Task;

    public void Answer(in Fr root, PublicationOutcome outcome) => _end.TrySetResult((root, outcome));

    public void Fail(Exception problem) => _end.TrySetException(problem);
}
