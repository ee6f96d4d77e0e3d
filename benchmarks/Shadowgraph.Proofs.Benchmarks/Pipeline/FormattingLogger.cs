using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>Writes every message at Information or above out, and keeps none.</summary>
internal sealed class FormattingLogger : ILogger
{
    private long _characters;

    public long Characters => _characters;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Interlocked.Add(ref _characters, formatter(state, exception).Length);
}
