namespace ProofCluster.Simulation;

/// <summary>
/// Redis with a log on disk: a single thread takes the commands that have arrived, executes the commands, writes the log once for all, and answers.
/// </summary>
internal sealed class RedisModel(EventQueue events, Machine machine, double diskSync)
{
    private List<(double Work, Action Done)> _waiting = [];
    private bool _isBusy;

    /// <summary>The time that the thread was busy, the disk included.</summary>
    public double Spent { get; private set; }

    /// <summary>Does a command.</summary>
    public void Call(double work, Action done)
    {
        _waiting.Add((work, done));
        if (!_isBusy) Turn();
    }

    private void Turn()
    {
        if (_waiting.Count == 0)
        {
            _isBusy = false;
            return;
        }

        _isBusy = true;
        var batch = _waiting;
        _waiting = [];
        var work = batch.Sum(each => each.Work);
        Spent += work + diskSync;
        machine.Run(work, () => events.After(diskSync, () =>
        {
            foreach (var (_, done) in batch) done();
            Turn();
        }));
    }
}
