using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>The exclusive right to change a registry; <see cref="Dispose"/> releases the right.</summary>
/// <remarks>Publications are staged, committed to a store if there is one, and applied. Not thread-safe.</remarks>
internal sealed partial class RegistryWriter : IDisposable
{
    private readonly RegistryState _state;
    private readonly SemaphoreSlim _writers;
    private StagedPublication? _staged;
    private RegistryKeys? _keys;
    private bool _isDisposed;

    internal RegistryWriter(RegistryState state, SemaphoreSlim writers)
    {
        _state = state;
        _writers = writers;
    }

    /// <summary>
    /// Checks keys, assigns indexes and computes the new tree nodes for all publications together. A publication is left out as a whole if a key
    /// conflicts with the registry or an earlier publication; the outcome states the reason.
    /// </summary>
    /// <param name="publications">The publications, each atomic, with at most one change per account.</param>
    /// <param name="parallelism">Threads, and the cancellation.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is staged.</exception>
    public StagedPublication Stage(IReadOnlyList<IReadOnlyList<PreparedChange>> publications, Parallelism parallelism)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        (_staged, _keys) = (null, null);
        var outcomes = new PublicationOutcome[publications.Count];
        var keys = new RegistryKeys(_state);
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = keys.Add(publications[i], parallelism.Cancellation);
            if (outcomes[i].Conflict is null or { Position: 0 }) continue;

            // The changes before the conflict must not remain: start again, and add the preceding publications only. A first change in conflict leaves
            // nothing behind.
            keys = new(_state);
            for (var j = 0; j < i; j++)
            {
                if (outcomes[j].Conflict is null) keys.Add(publications[j], parallelism.Cancellation);
            }
        }

        var tree = keys.StageTree(parallelism);
        keys.Complete(parallelism.Cancellation);
        _keys = keys;
        return _staged = new(this, keys.Changes, outcomes, tree);
    }

    /// <summary>Releases the writer's lock. Staged changes that were not applied are discarded.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _writers.Release();
    }

    internal void Apply(StagedPublication staged)
    {
        if (_isDisposed || staged != _staged)
        {
            throw new InvalidOperationException("This publication is applied already, or another one was staged since. Stage it again.");
        }

        _state.Apply(staged.Tree, _keys!);
        (_staged, _keys) = (null, null);
    }
}
