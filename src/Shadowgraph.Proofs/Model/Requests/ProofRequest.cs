using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Configuration;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>What somebody wants proved. Immutable; each property is checked when it is set.</summary>
[JsonConverter(typeof(ExplicitJsonConverter<ProofRequest>))]
public sealed class ProofRequest
{
    /// <summary>Asks for a proof.</summary>
    /// <param name="opening">From the registry's publisher.</param>
    /// <param name="statement">What to say about it.</param>
    public ProofRequest(RegistryOpening opening, ProofStatement statement)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentNullException.ThrowIfNull(statement);
        Opening = opening;
        Statement = statement;
    }

    /// <summary>What the publisher handed out. Confidential.</summary>
    public RegistryOpening Opening { get; }

    /// <summary>What to say about it.</summary>
    public ProofStatement Statement { get; }

    /// <summary>
    /// The idempotency key of its user. Submitted again by the same user with the same id and content it is the same request, and gives the
    /// same ticket while it is known: while it waits, is proved, or is among the ended ones that are kept. That takes no permit.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Content is the opening, statement, recipient, scope, <see cref="AsOf"/> as it is given here, the identity's commitment and
    /// <see cref="MaxCircuitSize"/>; priority and timeouts may differ, and those of the first submission hold. The same id with other content
    /// is refused with <see cref="ProofErrorType.RequestConflict"/>. The same id of another user is another request: tickets have ids of
    /// the pipeline's own, so nobody can take an id from somebody else, find out whether it is in use, or get a ticket by it.
    /// </para>
    /// <para>
    /// A submission that was refused or withdrawn leaves the id free. Cancelling a repeated request cancels the one that there is.
    /// </para>
    /// </remarks>
    /// <value>Default: null, each submission is a request of its own.</value>
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

    /// <summary>Whom the proof is made out to; not zero.</summary>
    public required EvmAddress Recipient { get; init; }

    /// <summary>What the proof is good for.</summary>
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

    /// <summary>The time at which evidence counts or is expired, from 1970 on, in whole seconds.</summary>
    /// <value>
    /// Default: null, the current time rounded down to <see cref="ProofPipelineOptions.AsOfGranularity"/>, so that equal requests find each
    /// other's proofs.
    /// </value>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The secret of a hidden subject, for an anonymous statement. The pipeline copies it, and clears its copy.</summary>
    /// <value>Default: null.</value>
    public IdentitySecret? Identity { get; init; }

    /// <summary>Who asks.</summary>
    /// <value>Default: nobody in particular.</value>
    public ProofUserId UserId { get; init; }

    /// <summary>How urgent it is.</summary>
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

    /// <summary>The largest circuit to use.</summary>
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

    /// <summary>How long it may wait for its turn.</summary>
    /// <value>Default: null, which means <see cref="ProofPipelineOptions.QueueTimeout"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, or longer than a timer can wait.</exception>
    public TimeSpan? QueueTimeout
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>How long it may take from submission to the end.</summary>
    /// <value>Default: null, which means <see cref="ProofPipelineOptions.TotalTimeout"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, or longer than a timer can wait.</exception>
    public TimeSpan? Timeout
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>The bytes that <see cref="FromJson"/> reads by default: those of the largest opening, and 64 KiB.</summary>
    public const int DefaultMaxBytes = RegistryOpening.DefaultMaxBytes + (64 << 10);

    /// <summary>
    /// Writes the request as JSON in UTF-8: {"format": "shadowgraph-proof-request/1", ...}. Confidential: it holds the opening with its salt, and
    /// the identity secret. Seal it before it is stored or sent, and overwrite it afterwards.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// <see cref="AsOf"/> is not set, or is before 1970: a request that is begun again must ask for the same proof.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The identity secret was disposed.</exception>
    public byte[] ToJson() => ProofRequestJson.Write(this);

    /// <summary>
    /// Reads what <see cref="ToJson"/> wrote, and verifies the opening. AsOf is in whole seconds, UTC. The caller disposes the
    /// <see cref="Identity"/>, and overwrites the text.
    /// </summary>
    /// <param name="utf8">The whole text.</param>
    /// <param name="maxBytes">The most bytes that are read: the work of hashing an opening grows with them.</param>
    /// <exception cref="ProofFileException">
    /// It is no request, of another version, too large, a value is out of its range, or the opening does not lead to its root. The message says
    /// where, and nothing of what the text holds.
    /// </exception>
    public static ProofRequest FromJson(ReadOnlySpan<byte> utf8, int maxBytes = DefaultMaxBytes) => ProofRequestJson.Read(utf8, maxBytes);

    /// <summary>What a log may show of it.</summary>
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
