namespace ProofCluster.Simulation;

/// <summary>
/// Follows requests through a simulated cluster: front, silo with calls of Redis in between, the proof, and the polls of the front meanwhile.
/// Deterministic: the random numbers have a seed.
/// </summary>
internal sealed class ClusterSimulation
{
    private readonly ClusterCosts _costs;
    private readonly ClusterShape _shape;
    private readonly EventQueue _events = new();
    private readonly Random _random = new(7);
    private readonly Machine[] _silos;
    private readonly Machine[] _fronts;
    private readonly Machine _redisMachine;
    private readonly RedisModel _redis;
    private readonly List<double> _times = [];
    private bool _isMeasured;
    private int _next;

    private ClusterSimulation(ClusterCosts costs, ClusterShape shape)
    {
        (_costs, _shape) = (costs, shape);
        if (shape.IsOneMachine)
        {
            _redisMachine = new Machine(_events, shape.Cores);
            (_silos, _fronts) = ([.. Enumerable.Repeat(_redisMachine, shape.Silos)], [.. Enumerable.Repeat(_redisMachine, shape.Fronts)]);
        }
        else
        {
            _silos = [.. Enumerable.Range(0, shape.Silos).Select(_ => new Machine(_events, shape.Cores))];
            _fronts = [.. Enumerable.Range(0, shape.Fronts).Select(_ => new Machine(_events, shape.Cores))];
            _redisMachine = new Machine(_events, shape.Cores);
        }

        _redis = new RedisModel(_events, _redisMachine, costs.DiskSync);
    }

    /// <summary>Runs a cluster.</summary>
    /// <param name="costs">Of a request.</param>
    /// <param name="shape">Of the cluster.</param>
    /// <param name="seconds">Simulated seconds of the measurement, after a quarter of this time for warming up.</param>
    public static SimulatedCluster Run(ClusterCosts costs, ClusterShape shape, double seconds = 20)
    {
        var simulation = new ClusterSimulation(costs, shape);
        return simulation.Run(seconds * 1000);
    }

    private SimulatedCluster Run(double measured)
    {
        for (var i = 0; i < _shape.Callers; i++) _events.After(_random.NextDouble() * 100, Begin);
        for (var i = 0; i < _shape.Silos; i++) _events.After(_random.NextDouble() * _costs.TablePeriod, ReadTable);
        _events.RunUntil(measured / 4);
        _isMeasured = true;
        var before = (Silos: Spent(_silos), Fronts: Spent(_fronts), Redis: _redis.Spent);
        _events.RunUntil(measured * 5 / 4);
        _times.Sort();
        return new SimulatedCluster(
            _shape, _times.Count * 1000 / measured, _times.Count == 0 ? double.NaN : _times[_times.Count / 2],
            (Spent(_silos) - before.Silos) / (measured * _silos.Distinct().Sum(machine => machine.Cores)),
            (Spent(_fronts) - before.Fronts) / (measured * _fronts.Distinct().Sum(machine => machine.Cores)),
            (_redis.Spent - before.Redis) / measured);
    }

    private static double Spent(Machine[] machines) => machines.Distinct().Sum(machine => machine.Spent);

    private void Begin()
    {
        var began = _events.Now;
        var number = _next++;
        var front = _fronts[number % _fronts.Length];
        var silo = _silos[number % _silos.Length];
        front.Run(Vary(_costs.Front / 2), () => _events.After(_costs.Network, () => Step(silo, _costs.RedisCalls, () => Prove(front, silo, began))));
    }

    /// <summary>Work of the silo and a call of Redis, in turn; the proof comes in the middle.</summary>
    private void Step(Machine silo, int calls, Action done)
    {
        var isMiddle = calls == _costs.RedisCalls / 2;
        silo.Run(Vary(_costs.Silo / _costs.RedisCalls), () => _events.After(_costs.Network, () =>
            _redis.Call(Vary(_costs.Redis / _costs.RedisCalls), () => _events.After(_costs.Network, () =>
            {
                if (calls == 1) done();
                else if (isMiddle && _costs.Proof > 0) Compute(silo, () => Step(silo, calls - 1, done));
                else Step(silo, calls - 1, done);
            }))));
    }

    /// <summary>The proof's threads: as many as the machine has processors.</summary>
    private void Compute(Machine silo, Action done)
    {
        var left = silo.Cores;
        for (var i = 0; i < silo.Cores; i++)
        {
            silo.Run(Vary(_costs.Proof / silo.Cores), () =>
            {
                if (--left == 0) done();
            });
        }
    }

    private void Prove(Machine front, Machine silo, double began)
    {
        var polls = Math.Floor((_events.Now - began) / _costs.PollPeriod);
        silo.Run(polls * _costs.Poll, () => _events.After(_costs.Network, () => front.Run(Vary(_costs.Front / 2) + (polls * _costs.Poll), () =>
        {
            if (_isMeasured) _times.Add(_events.Now - began);
            Begin();
        })));
    }

    private void ReadTable() => _redis.Call(_costs.TableRow * _shape.Silos, () => _events.After(_costs.TablePeriod, ReadTable));

    /// <summary>Times of work are as irregular as those of a memoryless process.</summary>
    private double Vary(double mean) => -Math.Log(1 - _random.NextDouble()) * mean;
}
