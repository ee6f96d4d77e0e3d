using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>The right to change a registry, which one has at a time; <see cref="Dispose"/> gives it back.</summary>
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
    /// Checks keys, assigns indexes and computes the new tree nodes, for all publications together. One whose keys conflict with the
    /// registry's, or with those of an earlier publication, is left out as a whole; its outcome says why.
    /// </summary>
    /// <param name="publications">Each all or nothing. The changes of one are of different accounts.</param>
    /// <param name="parallelism">Threads, and what stops them.</param>
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
            if (outcomes[i].Conflict is null) continue;

            // What it changed before its conflict is not to stay: the ones before it once more.
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

    /// <summary>Gives the right back. What is staged is dropped.</summary>
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
