namespace Shadowgraph.Proofs.Dispatch.Leasing;

/// <summary>
/// Divides threads among running proofs: equal shares, limited by the most threads of each proof and by memory. Leases with a fixed number of
/// threads are served first. Not thread-safe: guarded by the lock of the pool.
/// </summary>
/// <param name="processors">Threads to share.</param>
/// <param name="budget">Bytes to share.</param>
internal sealed class ThreadShares(int processors, long budget)
{
    private readonly List<int> _shares = [];

    /// <summary>Computes the share of every lease.</summary>
    /// <param name="running">All running leases.</param>
    /// <param name="expected">The plan that starts as soon as a thread is returned; null if no plan waits for a thread.</param>
    /// <param name="bytes">Memory in use outside the running leases.</param>
    public void Divide(List<Lease> running, ProofPlan? expected, long bytes)
    {
        var left = processors;
        _shares.Clear();
        foreach (var lease in running)
        {
            var threads = lease.Lent.Helper is null ? lease.Lent.Taken : 1;
            _shares.Add(threads);
            left -= threads;
            bytes += lease.Plan.BytesWith(threads);
        }

        var reserved = expected is null ? int.MaxValue : 1;
        if (expected is not null)
        {
            left--;
            bytes += expected.BytesWith(threads: 1);
        }

        for (; left > 0; left--)
        {
            var least = LeastWithRoom(running, bytes);
            if (least < 0 || reserved < _shares[least])
            {
                if (reserved == int.MaxValue) break;
                reserved++;
                continue;
            }

            bytes += Step(running[least], _shares[least]);
            _shares[least]++;
        }

        for (var i = 0; i < running.Count; i++)
        {
            if (running[i].Lent.Helper is not null) running[i].Lent.Share(_shares[i]);
        }
    }

    /// <returns>-1 if no lease can take a further thread.</returns>
    private int LeastWithRoom(List<Lease> running, long bytes)
    {
        var least = -1;
        for (var i = 0; i < running.Count; i++)
        {
            if (running[i].Lent.Helper is null || _shares[i] >= running[i].Lent.Most) continue;
            if (least >= 0 && _shares[i] >= _shares[least]) continue;
            if (bytes + Step(running[i], _shares[i]) <= budget) least = i;
        }

        return least;
    }

    private static long Step(Lease lease, int threads) => lease.Plan.BytesWith(threads + 1) - lease.Plan.BytesWith(threads);
}
