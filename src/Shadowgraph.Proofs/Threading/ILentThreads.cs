namespace Shadowgraph.Proofs.Threading;

/// <summary>Threads that several proofs share: each has more of them while there are fewer others. Thread-safe.</summary>
/// <remarks>Calls wait for nothing that the prover does.</remarks>
internal interface ILentThreads
{
    /// <summary>How many threads to plan for at present, the computation's own among them; at least 1.</summary>
    int Degree { get; }

    /// <summary>Whether there are more helpers than may be: one that is done with a part of its work should leave.</summary>
    bool IsExceeded { get; }

    /// <summary>
    /// Begins a computation that keeps to this. It has one thread, its caller's, and takes the others.
    /// </summary>
    /// <param name="helper">Put in the thread pool's queue for each thread that it is given later, without having asked again.</param>
    /// <returns>Disposed at the computation's end.</returns>
    IDisposable Begin(IThreadPoolWorkItem helper);

    /// <summary>Takes a thread for another helper.</summary>
    bool TryTake();

    /// <summary>Gives a helper's thread back, if there are more than may be.</summary>
    bool TryReturnExcess();

    /// <summary>Gives the thread of a helper back that has nothing to do.</summary>
    void Return();
}
