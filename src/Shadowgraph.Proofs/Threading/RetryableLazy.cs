namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// A value that is made when it is first asked for, by one thread while others wait. Only a value is kept: when making it fails, as without
/// memory, that caller has the exception, and the next one tries again.
/// </summary>
/// <remarks><see cref="Lazy{T}"/> would keep the exception for the life of the process. Thread-safe.</remarks>
/// <param name="make">Makes the value. It must not ask for it.</param>
internal sealed class RetryableLazy<T>(Func<T> make)
{
    private readonly Lock _lock = new();
    private Func<T>? _make = make;
    private T? _value;
    private bool _isMade;

    /// <summary>The value.</summary>
    public T Value => Volatile.Read(ref _isMade) ? _value! : Make();

    private T Make()
    {
        lock (_lock)
        {
            if (_make is { } make)
            {
                _value = make();
                _make = null;
                Volatile.Write(ref _isMade, true);
            }

            return _value!;
        }
    }
}
