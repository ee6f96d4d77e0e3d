namespace Shadowgraph.Proofs.Threading;

/// <summary>How many threads a computation may have, its own and helpers. It may change at any time. Thread-safe.</summary>
/// <remarks>A crew asks while it holds its own lock, so an allowance must never wait for a crew.</remarks>
internal interface IThreadBudget
{
    /// <summary>How many threads to plan for at present, the computation's own among them; at least 1.</summary>
    int Degree { get; }

    /// <summary>Whether there are more helpers than may be: one that is done with a range should leave.</summary>
    bool IsExceeded { get; }

    /// <summary>Takes a thread for another helper.</summary>
    bool TryTake();

    /// <summary>Gives a helper's thread back, if there are more than may be.</summary>
    bool TryReturnExcess();

    /// <summary>Gives the thread of a helper back that has nothing to do.</summary>
    void Return();
}
