using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A message as a log file would show it.</summary>
internal sealed record LoggedMessage(LogLevel Level, int EventId, string Text, Exception? Exception);
