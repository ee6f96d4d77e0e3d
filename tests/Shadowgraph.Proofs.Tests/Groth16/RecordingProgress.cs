namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>Keeps every report, on the thread that makes it, and can do something at one of them.</summary>
internal sealed class RecordingProgress(Action<int>? atReport = null) : IProgress<double>
{
    private readonly List<double> _reports = [];

    public IReadOnlyList<double> Reports => _reports;

    public void Report(double value)
    {
        _reports.Add(value);
        atReport?.Invoke(_reports.Count);
    }
}
