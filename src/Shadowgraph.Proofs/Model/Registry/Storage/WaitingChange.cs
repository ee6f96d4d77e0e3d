using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>A publication of one subject that waits for the writer; those that wait together are committed together.</summary>
/// <param name="change">What it changes.</param>
internal sealed class WaitingChange(PreparedChange change)
{
    private readonly TaskCompletionSource<(Fr Root, PublicationOutcome Outcome)> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<PreparedChange> Changes { get; } = [change];

    /// <summary>Ends when the change is committed, or is known not to be.</summary>
    public Task<(Fr Root, PublicationOutcome Outcome)> End => _end.Task;

    public void Answer(in Fr root, PublicationOutcome outcome) => _end.TrySetResult((root, outcome));

    public void Fail(Exception problem) => _end.TrySetException(problem);
}
