namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>A percentage that rewrites its own line, and nothing where standard error is not a terminal.</summary>
internal sealed class ConsoleProgress(string what) : IProgress<double>, IDisposable
{
    private readonly bool _visible = !Console.IsErrorRedirected;
    private int _shown = -1;

    public void Report(double value)
    {
        var percent = (int)(100 * value);
        if (!_visible || percent == _shown) return;
        _shown = percent;
        Console.Error.Write($"\r{what} {percent,3} %");
    }

    /// <summary>Leaves the line.</summary>
    public void Dispose()
    {
        if (_shown >= 0) Console.Error.WriteLine();
    }
}
