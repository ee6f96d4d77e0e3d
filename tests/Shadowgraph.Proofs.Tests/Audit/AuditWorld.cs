using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Audit;

/// <summary>A trail under a clock that the test moves, and things to record.</summary>
internal sealed class AuditWorld : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    public AuditWorld(AuditOptions? options = null, params IAuditSink[] sinks)
    {
        Trail = new AuditTrail(options ?? new AuditOptions(), sinks, Time, Logger);
    }

    private static AuditAction[] Actions { get; } = [.. Enum.GetValues<AuditAction>().Where(action => action != AuditAction.Refused)];

    public static byte[] Key { get; } = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];

    public FakeTimeProvider Time { get; } = new(PipelineWorld.Now);

    public RecordingLogger<AuditTrail> Logger { get; } = new();

    public AuditTrail Trail { get; }

    /// <summary>Something of every kind but a refusal, the same for the same number.</summary>
    public static AuditEvent Event(int number) => new()
    {
        Action = Actions[number % Actions.Length],
        RequestId = number % 7 == 6 ? null : new Guid(number / 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        UserId = number % 5 == 4 ? default : new ProofUserId($"user-{number % 5}"),
        Error = number % 4 == 3 ? (ProofErrorType)(number % 26) : null,
        Attempt = number % 3,
        Detail = number % 2 == 0 ? null : $"Détail \"{number}\" <&> 日本",
    };

    /// <summary>Records so many things.</summary>
    public AuditWorld Record(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Trail.Record(Event(i));
            Time.Advance(TimeSpan.FromMilliseconds(3));
        }

        return this;
    }

    /// <summary>A refusal, the same for the same number.</summary>
    public static AuditEvent Refusal(int number) => Event(number) with { Action = AuditAction.Refused, Count = number % 3 };

    /// <summary>Records so many refusals.</summary>
    public AuditWorld Refuse(int count)
    {
        for (var i = 0; i < count; i++) Trail.Record(Refusal(i));
        return this;
    }

    public byte[] Export()
    {
        using var stream = new MemoryStream();
        Trail.ExportAsync(stream).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    /// <summary>Lets time pass until a task has ended.</summary>
    public Task PassTimeUntilAsync(Task task) => Time.PassUntilAsync(task, Step);

    /// <summary>Lets time pass until something is so.</summary>
    public Task PassTimeUntilAsync(Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string expected = "") =>
        Time.PassUntilAsync(isSo, Step, expected);

    public int Logged(int eventId) => Logger.Messages.Count(message => message.EventId == eventId);

    public async ValueTask DisposeAsync() => await PassTimeUntilAsync(Trail.DisposeAsync().AsTask());
}
