using System.Diagnostics;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>The durations of a proof's stages, from the library's activities.</summary>
internal sealed class StageTimes : IDisposable
{
    private const string Source = "Shadowgraph.Proofs.Groth16";

    private readonly List<(string Name, TimeSpan Time)> _stages = [];
    private readonly ActivityListener _listener;

    private StageTimes()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Mean milliseconds of each stage over several proofs on one thread, so that no two stages run at once.</summary>
    public static (string Stage, double Milliseconds)[] Measure(int proofs, Action prove)
    {
        using var times = new StageTimes();
        for (var i = 0; i < proofs; i++) prove();
        return
        [
            .. times._stages.GroupBy(stage => stage.Name)
                .Select(stage => (stage.Key, stage.Sum(one => one.Time.TotalMilliseconds) / proofs)),
        ];
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Activity stage)
    {
        lock (_stages) _stages.Add((stage.OperationName, stage.Duration));
    }
}
