using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Tests.Queue;

/// <summary>A replacement for the queue keeps the contract too.</summary>
public sealed class ListQueueTests : ProofQueueContract
{
    protected override IProofQueue Create(int capacity) =>
        new ListQueue(new ProofQueueOptions { Capacity = capacity }, TimeProvider.System);
}
