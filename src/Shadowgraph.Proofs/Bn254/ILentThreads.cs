namespace Shadowgraph.Proofs.Bn254;

/// <summary>Threads that several computations share: each has more of them while there are fewer others.</summary>
internal interface ILentThreads : IThreadAllowance
{
    /// <summary>
    /// Begins a computation that keeps to the allowance. It has one thread, its caller's, and takes the others.
    /// </summary>
    /// <param name="helper">Put in the thread pool's queue for each thread that it is given later, without having asked again.</param>
    /// <returns>Disposed at the computation's end.</returns>
    IDisposable Begin(IThreadPoolWorkItem helper);
}
