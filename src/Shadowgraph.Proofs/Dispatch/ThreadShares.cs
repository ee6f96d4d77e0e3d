namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Divides threads among running proofs: equal shares, as far as each can do with them and memory lasts. Those whose number is fixed have
/// theirs before. Not thread-safe: its pool's lock guards it.
/// </summary>
/// <param name="processors">Threads to share.</param>
/// <param name="budget">Bytes to share.</param>
internal sealed class ThreadShares(int processors, long budget)
{
    private readonly List<int> _shares = [];

    /// <summary>Gives each its share.</summary>
    /// <param name="running">All that run.</param>
    /// <param name="expected">What is to run besides, as soon as a thread is given back for it; null if nothing waits for that.</param>
    /// <param name="bytes">Memory that is taken besides that of running proofs.</param>
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

    /// <returns>-1 if none can have another thread.</returns>
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
