namespace Shadowgraph.Proofs.Threading;

/// <summary>Threads shared among several proofs: fewer concurrent proofs mean more threads for each. Thread-safe.</summary>
/// <remarks>No call waits for the prover.</remarks>
internal interface ILentThreads
{
    /// <summary>The number of threads to plan for at present, including the computation's own; at least 1.</summary>
    int Degree { get; }

    /// <summary>Whether there are more helpers than allowed: a helper that has finished a part of its work should leave.</summary>
    bool IsExceeded { get; }

    /// <summary>
    /// Begins a computation within this budget. The computation starts with the caller's thread, and takes further threads.
    /// </summary>
    /// <param name="helper">Queued to the thread pool for each thread granted later without a further request.</param>
    /// <returns>To be disposed at the end of the computation.</returns>
    IDisposable Begin(IThreadPoolWorkItem helper);

    /// <summary>Takes a thread for a further helper.</summary>
    bool TryTake();

    /// <summary>Returns a helper's thread, if the budget is exceeded.</summary>
    bool TryReturnExcess();

    /// <summary>Returns the thread of an idle helper.</summary>
    void Return();
}
