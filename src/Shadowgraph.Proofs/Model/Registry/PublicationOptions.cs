namespace Shadowgraph.Proofs;

/// <summary>Options for the publication of many changes. Immutable.</summary>
public sealed record PublicationOptions
{
    /// <summary>The maximum number of threads for hashing.</summary>
    /// <value>The default 0 means a thread per processor.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxThreads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The expected number of changes, used only to estimate the time left in progress reports.</summary>
    /// <value>Null if unknown.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long? ExpectedChanges
    {
        get;
        init
        {
            if (value is { } count) ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(value));
            field = value;
        }
    }

    /// <summary>The clock for the times in progress reports.</summary>
    /// <value>The default is the system clock.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
