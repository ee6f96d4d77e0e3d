using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>An entry of a chain. Immutable. Names the user, and holds no secret.</summary>
[JsonConverter(typeof(AuditEntryJsonConverter))]
public sealed class AuditEntry
{
    private readonly AuditEvent _happened;

    /// <summary>Creates an entry for a custom trail, or for a test.</summary>
    /// <param name="sequence">The number, from 1 to 2⁵³ - 1.</param>
    /// <param name="at">The time.</param>
    /// <param name="happened">The event; the detail has at most <see cref="AuditEvent.MaxDetailLength"/> characters.</param>
    /// <param name="hash">The hash: 64 hexadecimal digits in lower case. Not verified.</param>
    /// <exception cref="ArgumentException">The number, the action, the error, the detail or the hash is not valid.</exception>
    public AuditEntry(long sequence, DateTimeOffset at, AuditEvent happened, string hash)
        : this(
            sequence, at.ToUniversalTime(), happened, AuditAnchor.DigestOf(hash),
            happened.Action == AuditAction.Refused ? AuditSeries.Refusals : AuditSeries.Main)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, AuditAnchor.MaxSequence);
        if (!Enum.IsDefined(happened.Action) || (happened.Error is { } error && !Enum.IsDefined(error)))
            throw new ArgumentException("Action or error are not defined.", nameof(happened));
        if (happened.Detail is { Length: > AuditEvent.MaxDetailLength })
            throw new ArgumentException($"The detail is longer than {AuditEvent.MaxDetailLength} characters.", nameof(happened));
    }

    internal AuditEntry(
        long sequence, DateTimeOffset at, in AuditEvent happened, AuditDigest digest, AuditSeries series = AuditSeries.Main, long order = 0)
    {
        Series = series;
        Order = order;
        Sequence = sequence;
        At = at;
        _happened = happened;
        Digest = digest;
    }

    /// <summary>
    /// The number, counted from 1 without gaps, separately for refusals. Numbers define the order, since clocks may jump.
    /// </summary>
    public long Sequence { get; }

    /// <summary>The time by the clock, UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The action.</summary>
    public AuditAction Action => _happened.Action;

    /// <summary>The outcome, which follows from the action.</summary>
    public AuditOutcome Outcome => AuditActions.OutcomeOf(Action);

    /// <summary>The request, if any.</summary>
    public Guid? RequestId => _happened.RequestId;

    /// <summary>The user; the default value without a user.</summary>
    public ProofUserId UserId => _happened.UserId;

    /// <summary>The type of error, if any.</summary>
    public ProofErrorType? Error => _happened.Error;

    /// <summary>The attempt, counted from 1; 0 before the first attempt.</summary>
    public int Attempt => _happened.Attempt;

    /// <summary>The number of further refusals represented by this entry; 0 for a single event.</summary>
    public long Count => _happened.Count;

    /// <summary>Details, if any.</summary>
    public string? Detail => _happened.Detail;

    /// <summary>
    /// The hash over this entry and, through the chain, all earlier entries: 64 hexadecimal digits in lower case. For the hashed data see
    /// <see cref="AuditVerifier"/>.
    /// </summary>
    public string Hash => Digest.ToString();

    /// <summary>Whether the entry is a refusal. Refusals have separate numbers and a separate chain.</summary>
    public bool IsRefusal => Series == AuditSeries.Refusals;

    internal AuditDigest Digest { get; }

    internal AuditSeries Series { get; }

    /// <summary>Increases from entry to entry of a trail, over both series; 0 for an entry read from outside.</summary>
    internal long Order { get; }

    internal ref readonly AuditEvent Happened => ref _happened;

    /// <summary>The entry on a single line, suitable for a log: without the user.</summary>
    public override string ToString() => $"{Sequence} {At:O} {Action} {RequestId}{(Error is { } error ? $" {error}" : "")}".TrimEnd();
}
