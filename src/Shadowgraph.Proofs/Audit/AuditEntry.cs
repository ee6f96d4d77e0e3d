using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>One entry of a chain. Immutable. It names the user, and holds no secret.</summary>
[JsonConverter(typeof(AuditEntryJsonConverter))]
public sealed class AuditEntry
{
    private readonly AuditEvent _happened;

    /// <summary>An entry of a trail of the host's own, or of a test.</summary>
    /// <param name="sequence">Its number, from 1 to 2⁵³ - 1.</param>
    /// <param name="at">When.</param>
    /// <param name="happened">What; its detail has at most <see cref="AuditEvent.MaxDetailLength"/> characters.</param>
    /// <param name="hash">Its hash: 64 hexadecimal digits in lower case. Nothing is computed.</param>
    /// <exception cref="ArgumentException">The number, the action, the error, the detail or the hash is none.</exception>
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
    /// Its number, counted from 1 without a gap; refusals are counted by themselves. Order is by number: clocks may jump.
    /// </summary>
    public long Sequence { get; }

    /// <summary>When, UTC, as the clock said.</summary>
    public DateTimeOffset At { get; }

    /// <summary>What was done.</summary>
    public AuditAction Action => _happened.Action;

    /// <summary>How it ended.</summary>
    public AuditOutcome Outcome => AuditActions.OutcomeOf(Action);

    /// <summary>The request; null if it has to do with none.</summary>
    public Guid? RequestId => _happened.RequestId;

    /// <summary>The user; nobody in particular if there was none.</summary>
    public ProofUserId UserId => _happened.UserId;

    /// <summary>What went wrong; null if nothing did.</summary>
    public ProofErrorType? Error => _happened.Error;

    /// <summary>The attempt, counted from 1; 0 if none had begun.</summary>
    public int Attempt => _happened.Attempt;

    /// <summary>How many further refusals it stands for, which have no entries of their own; 0 if it stands for itself.</summary>
    public long Count => _happened.Count;

    /// <summary>More about it; null for nothing.</summary>
    public string? Detail => _happened.Detail;

    /// <summary>
    /// Its hash and, through it, that of all before it: 64 hexadecimal digits in lower case. See <see cref="AuditVerifier"/> for what is
    /// hashed.
    /// </summary>
    public string Hash => Digest.ToString();

    /// <summary>Whether it is among the refusals, which are numbered, chained and kept apart from what else happens.</summary>
    public bool IsRefusal => Series == AuditSeries.Refusals;

    internal AuditDigest Digest { get; }

    internal AuditSeries Series { get; }

    /// <summary>Grows from one entry of a trail to the next, of both series; 0 for one that was read.</summary>
    internal long Order { get; }

    internal ref readonly AuditEvent Happened => ref _happened;

    /// <summary>The entry on one line, as a log may show it: without the user.</summary>
    public override string ToString() => $"{Sequence} {At:O} {Action} {RequestId}{(Error is { } error ? $" {error}" : "")}".TrimEnd();
}
