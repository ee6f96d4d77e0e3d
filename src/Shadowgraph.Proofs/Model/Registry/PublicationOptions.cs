namespace Shadowgraph.Proofs;

/// <summary>How many changes are published together. Immutable.</summary>
public sealed record PublicationOptions
{
    /// <summary>The most threads that hash at once.</summary>
    /// <value>0, which means one for each processor, or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int MaxThreads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>How many changes there will be, for the time left in progress; nothing else depends on it.</summary>
    /// <value>Null if that is not known.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long? ExpectedChanges
    {
        get;
        init
        {
            if (value is { } count) ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(value));
            field = value;
        }
    }

    /// <summary>Measures the time that progress tells.</summary>
    /// <value>The system's.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
