namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// A value made on first use, by one thread while concurrent threads wait. Only a value is kept: if the factory fails, for example for lack of
/// memory, the caller gets the exception, and the next caller tries again.
/// </summary>
/// <remarks>In contrast, <see cref="Lazy{T}"/> would keep the exception for the life of the process. Thread-safe.</remarks>
/// <param name="make">Makes the value. The factory must not read the value.</param>
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
