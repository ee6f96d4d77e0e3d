using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Configuration;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>A request for a proof. Immutable; each property is validated when set.</summary>
[JsonConverter(typeof(ExplicitJsonConverter<ProofRequest>))]
public sealed class ProofRequest
{
    /// <summary>Creates a request.</summary>
    /// <param name="opening">The opening from the registry's publisher.</param>
    /// <param name="statement">The statement about the opening.</param>
    public ProofRequest(RegistryOpening opening, ProofStatement statement)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentNullException.ThrowIfNull(statement);
        Opening = opening;
        Statement = statement;
    }

    /// <summary>The opening from the registry's publisher. Confidential.</summary>
    public RegistryOpening Opening { get; }

    /// <summary>The statement about the opening.</summary>
    public ProofStatement Statement { get; }

    /// <summary>
    /// The user's idempotency key. A repeated submission by the same user with the same id and content is the same request, and returns the same
    /// ticket as long as the request is known: waiting, running, or among the retained ended requests. A repeated submission does not count against
    /// the rate limit.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The content consists of opening, statement, recipient, scope, <see cref="AsOf"/> as set here, the identity's commitment and
    /// <see cref="MaxCircuitSize"/>; priority and timeouts may differ, and those of the first submission apply. The same id with different content is
    /// refused with <see cref="ProofErrorType.RequestConflict"/>. Ids of different users are independent: tickets have their own ids, so no user can
    /// occupy another user's id, test whether such an id is in use, or obtain a ticket with such an id.
    /// </para>
    /// <para>
    /// A refused or withdrawn submission leaves the id free. Cancelling a repeated request cancels the original request.
    /// </para>
    /// </remarks>
    /// <value>Default: null, each submission is a separate request.</value>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public Guid? Id
    {
        get;
        init
        {
            if (value == Guid.Empty) throw new ArgumentException("An id must not be empty. Make one with Guid.NewGuid.", nameof(value));
            field = value;
        }
    }

    /// <summary>The recipient of the proof; not zero.</summary>
    public required EvmAddress Recipient { get; init; }

    /// <summary>The scope of the proof.</summary>
    /// <value>Default: <see cref="ProofScope.None"/>.</value>
    public ProofScope Scope
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = ProofScope.None;

    /// <summary>The reference time for expiry, 1970 or later, in whole seconds.</summary>
    /// <value>
    /// Default: null, the current time rounded down to <see cref="ProofPipelineOptions.AsOfGranularity"/>, so that equal requests share proofs.
    /// </value>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The secret of a hidden subject, for an anonymous statement. The pipeline makes a copy, and clears the copy after use.</summary>
    /// <value>Default: null.</value>
    public IdentitySecret? Identity { get; init; }

    /// <summary>The requesting user.</summary>
    /// <value>Default: no user.</value>
    public ProofUserId UserId { get; init; }

    /// <summary>The urgency of the request.</summary>
    /// <value>Default: <see cref="ProofPriority.Normal"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public ProofPriority Priority
    {
        get;
        init
        {
            if (!Enum.IsDefined(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a defined priority.");
            field = value;
        }
    } = ProofPriority.Normal;

    /// <summary>The largest allowed circuit.</summary>
    /// <value>Default: <see cref="CircuitSize.Large"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public CircuitSize MaxCircuitSize
    {
        get;
        init
        {
            if (!Enum.IsDefined(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "Expected Small, Medium or Large.");
            field = value;
        }
    } = CircuitSize.Large;

    /// <summary>The maximum time in the queue.</summary>
    /// <value>Default: null, which means <see cref="ProofPipelineOptions.QueueTimeout"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, or longer than the maximum of a timer.</exception>
    public TimeSpan? QueueTimeout
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>The maximum time from submission to the end.</summary>
    /// <value>Default: null, which means <see cref="ProofPipelineOptions.TotalTimeout"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, or longer than the maximum of a timer.</exception>
    public TimeSpan? Timeout
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>The default size limit of <see cref="FromJson"/>, in bytes: that of the largest opening, plus 64 KiB.</summary>
    public const int DefaultMaxBytes = RegistryOpening.DefaultMaxBytes + (64 << 10);

    /// <summary>
    /// Writes the request as JSON in UTF-8: {"format": "shadowgraph-proof-request/1", ...}. Confidential: the text contains the opening with its
    /// salt, and the identity secret. Encrypt the text before storage or transmission, and overwrite the buffer afterwards.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// <see cref="AsOf"/> is not set, or is before 1970: a resumed request must ask for the same proof.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The identity secret was disposed.</exception>
    public byte[] ToJson() => ProofRequestJson.Write(this);

    /// <summary>
    /// Reads the output of <see cref="ToJson"/>, and verifies the opening. AsOf is in whole seconds, UTC. The caller disposes the
    /// <see cref="Identity"/>, and overwrites the text.
    /// </summary>
    /// <param name="utf8">The whole text.</param>
    /// <param name="maxBytes">The maximum length in bytes; bounds the work of hashing.</param>
    /// <exception cref="ProofFileException">
    /// The text is not a request, of an unsupported version, or too large, a value is out of range, or the opening does not lead to its root. The
    /// message states the place, without any contents of the text.
    /// </exception>
    public static ProofRequest FromJson(ReadOnlySpan<byte> utf8, int maxBytes = DefaultMaxBytes) => ProofRequestJson.Read(utf8, maxBytes);

    /// <summary>The parts that may be logged.</summary>
    public override string ToString() =>
        $"{nameof(ProofRequest)} {{ {Statement.Kind}{(Statement.IsAnonymous ? ", anonymous" : "")}, Recipient = {Recipient}, "
        + $"Priority = {Priority} }}";

    private static TimeSpan? Checked(TimeSpan? value)
    {
        if (value <= TimeSpan.Zero || value > DurationType.Longest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), value, $"A timeout is longer than zero and at most {DurationType.Longest.TotalDays:0} days.");
        }

        return value;
    }
}
