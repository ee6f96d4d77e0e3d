namespace Shadowgraph.Proofs.Threading;

/// <summary>The number of threads allowed to a computation, helpers included; may change at any time. Thread-safe.</summary>
/// <remarks>A thread team calls the budget under the team's lock, so a budget must never wait for a team.</remarks>
internal interface IThreadBudget
{
    /// <summary>The number of threads to plan for at present, including the computation's own; at least 1.</summary>
    int Degree { get; }

    /// <summary>Whether there are more helpers than allowed: a helper that has finished a range should leave.</summary>
    bool IsExceeded { get; }

    /// <summary>Takes a thread for a further helper.</summary>
    bool TryTake();

    /// <summary>Returns a helper's thread, if the budget is exceeded.</summary>
    bool TryReturnExcess();

    /// <summary>Returns the thread of an idle helper.</summary>
    void Return();
}
