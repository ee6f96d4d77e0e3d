using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Shadowgraph.Proofs.Tests.Cluster.Processes;

/// <summary>A process of the test's own, with its output; ended by its id, at the latest when it is disposed.</summary>
internal sealed class ChildProgram : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    public ChildProgram(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public IReadOnlyCollection<string> Lines => _lines;

    public string Output => string.Join('\n', _lines);

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit(Wait.Patience);
    }

    /// <summary>Sends a signal, such as TERM.</summary>
    public void Send(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for a line that begins so; fails if the process ends before.</summary>
    public async Task<string> LineAsync(string beginning)
    {
        string? found = null;
        await Wait.UntilAsync(() => (found = Find()) is not null || _process.HasExited);
        return found ?? Find() ?? throw new InvalidOperationException($"The process ended with {_process.ExitCode} and without a line {beginning}.\n{Output}");

        string? Find() => _lines.FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal));
    }

    public async Task<int> ExitAsync()
    {
        await Wait.UntilAsync(() => _process.HasExited);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null) _lines.Enqueue(line);
    }
}
