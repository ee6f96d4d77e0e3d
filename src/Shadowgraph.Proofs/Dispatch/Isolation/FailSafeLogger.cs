using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Dispatch.Isolation;

/// <summary>A logger that drops a message rather than throw into its caller.</summary>
internal sealed class FailSafeLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return logger.BeginScope(state) is { } scope ? new GuardedScope(scope) : null;
        }
#pragma warning disable CA1031 // A failure of the logger itself cannot be reported.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
#pragma warning disable CA1031 // A failure of the logger itself cannot be reported.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
#pragma warning disable CA1031 // A failure of the logger itself cannot be reported.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private sealed class GuardedScope(IDisposable scope) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                scope.Dispose();
            }
#pragma warning disable CA1031 // A failure of the logger itself cannot be reported.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }
}
