using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Keeps every message, written out.</summary>
internal sealed class RecordingLogger<T> : ILogger<T>
{
    private readonly ConcurrentQueue<LoggedMessage> _messages = [];

    public IReadOnlyCollection<LoggedMessage> Messages => _messages;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _messages.Enqueue(new LoggedMessage(logLevel, eventId.Id, formatter(state, exception), exception));
}
