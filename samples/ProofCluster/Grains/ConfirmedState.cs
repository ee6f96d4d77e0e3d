namespace ProofCluster.Grains;

/// <summary>
/// The state of a grain as confirmed by the store. Writes are sequential although calls interleave.
/// For use on the grain's own scheduler.
/// </summary>
/// <typeparam name="T">An immutable type.</typeparam>
internal sealed class ConfirmedState<T>(IPersistentState<T> state) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The state in the store.</summary>
    public T Value { get; private set; } = state.State;

    /// <summary>Takes the state that was read at the activation of the grain.</summary>
    public void Load() => Value = state.State;

    /// <summary>Writes a change. After a failure the value is unchanged, and the store may or may not have the change.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">The store has a value that another activation wrote.</exception>
    public async Task WriteAsync(Func<T, T> change)
    {
        await _turn.WaitAsync();
        try
        {
            var next = change(Value);
            if (ReferenceEquals(next, Value)) return;
            state.State = next;
            try
            {
                await state.WriteStateAsync();
            }
            catch
            {
                state.State = Value;
                throw;
            }

            Value = next;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Removes the value from the store.</summary>
    public async Task ClearAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (state.RecordExists) await state.ClearStateAsync();
            Value = state.State;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Frees the turn.</summary>
    public void Dispose() => _turn.Dispose();
}
