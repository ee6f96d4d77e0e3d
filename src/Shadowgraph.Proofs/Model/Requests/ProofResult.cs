using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>How a request ended. Immutable.</summary>
[JsonConverter(typeof(ExplicitJsonConverter<ProofResult>))]
public sealed class ProofResult
{
    // Computed when it is first asked for; two threads may both do so, and get the same.
    private string? _hash;

    private ProofResult(Guid requestId, ProofState state, ReputationProof? proof)
    {
        RequestId = requestId;
        State = state;
        Proof = proof;
    }

    internal ProofResult(Guid requestId, ProofResult other)
    {
        RequestId = requestId;
        State = other.State;
        Proof = other.Proof;
        _hash = other._hash;
        FusedOpinion = other.FusedOpinion;
        Circuit = other.Circuit;
        LinkCount = other.LinkCount;
        Attempts = other.Attempts;
        IsFromCache = other.IsFromCache;
        Resources = other.Resources;
    }

    /// <summary>The request.</summary>
    public Guid RequestId { get; }

    /// <summary>Completed, Failed or Cancelled.</summary>
    public ProofState State { get; }

    /// <summary>The proof; null unless completed.</summary>
    public ReputationProof? Proof { get; }

    /// <summary>
    /// The public signals of the last link, which make the claim, in the circuit's order: registryRoot, scope, nullifier, subject,
    /// recipient, minScore, maxScore, asOf, previousState, nextState. Empty unless completed; other links have theirs in
    /// <see cref="ReputationProof.Links"/>.
    /// </summary>
    public ReadOnlySpan<Fr> PublicSignals => Proof is null ? default : Proof.Links[^1].Signals;

    /// <summary>
    /// Names the proof: 0x and 64 hexadecimal digits in lower case, of SHA-256 over "shadowgraph.proofs/proof/v1" and a zero byte, the
    /// circuit size and the number of links in 4 bytes each, the verification key's hash, and for each link A, B, C and the signals, all
    /// numbers in 32 bytes, big-endian. Null unless completed.
    /// </summary>
    public string? Hash
    {
        get => Proof is null ? null : _hash ??= ProofDigest.Of(Proof);
        internal init => _hash = value;
    }

    /// <summary>
    /// The fused opinion and the score behind the proof; null unless completed. For the owner only: no log, no cache, no other user.
    /// </summary>
    public FusedOpinion? FusedOpinion { get; internal init; }

    /// <summary>What went wrong; null if completed.</summary>
    public ProofError? Error { get; private init; }

    /// <summary>Where the time went.</summary>
    public ProofTimings Timings { get; private init; }

    /// <summary>
    /// What making the proof took of the machine, for all who waited for it together; all zero unless completed, and for one from the cache.
    /// </summary>
    public ProverResources Resources { get; private init; }

    /// <summary>The circuit used; null if none was chosen.</summary>
    public CircuitSize? Circuit { get; internal init; }

    /// <summary>Links of the proof, or of the plan that failed; 0 if there was none.</summary>
    public int LinkCount { get; internal init; }

    /// <summary>How many attempts were made; 0 if none had begun, or if it came from the cache.</summary>
    public int Attempts { get; internal init; }

    /// <summary>Whether the proof came from the cache.</summary>
    public bool IsFromCache { get; private init; }

    /// <summary>This result, if it is completed.</summary>
    /// <exception cref="ProofErrorException">It is not; the exception carries the error.</exception>
    public ProofResult EnsureCompleted() => Error is null ? this : throw new ProofErrorException(Error);

    /// <summary>The proof as the data of a call of its verifier contract: see <see cref="ReputationProof.ToSolidityCalldata"/>.</summary>
    /// <exception cref="ProofErrorException">The result is not completed, so there is no proof; the exception carries the error.</exception>
    public byte[] ToSolidityCalldata() => EnsureCompleted().Proof!.ToSolidityCalldata();

    /// <summary>What a log may show of it: nothing of proof or opinion.</summary>
    public override string ToString() =>
        $"{nameof(ProofResult)} {{ {RequestId}, {State}{(Error is null ? "" : $", {Error.Type}")}, Circuit = {Circuit}, "
        + $"Links = {LinkCount}, Attempts = {Attempts} }}";

    /// <summary>
    /// As JSON in UTF-8: {"format": "shadowgraph-proof-result/1", ...}. With the opinion, so for the owner only; an error goes without its
    /// exception.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The opinion has a number that none has, or the error's message is longer than 65 536 characters.
    /// </exception>
    public byte[] ToJson() => ProofResultJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote. Whether the proof is valid is for a <see cref="ReputationVerifier"/> to say.</summary>
    /// <param name="utf8">The whole text.</param>
    /// <exception cref="ProofFileException">It is no result, of another version, too large, or a value is out of its range.</exception>
    public static ProofResult FromJson(ReadOnlySpan<byte> utf8) => ProofResultJson.Read(utf8);

    /// <summary>A result with a proof, as the pipeline gives it: for tests of a host, and for pipelines of its own.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="proof">The proof; circuit and links are its own.</param>
    /// <param name="opinion">The opinion behind it.</param>
    /// <param name="timings">Where the time went.</param>
    /// <param name="attempts">How many attempts were made; not negative.</param>
    /// <param name="isFromCache">Whether the proof came from the cache.</param>
    /// <param name="resources">What making it took.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of attempts is negative.</exception>
    public static ProofResult Completed(
        Guid requestId, ReputationProof proof, FusedOpinion opinion, ProofTimings timings = default, int attempts = 1, bool isFromCache = false,
        ProverResources resources = default)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentOutOfRangeException.ThrowIfNegative(attempts);
        return new(requestId, ProofState.Completed, proof)
        {
            FusedOpinion = opinion,
            Timings = timings,
            Circuit = proof.Size,
            LinkCount = proof.Links.Count,
            Attempts = attempts,
            IsFromCache = isFromCache,
            Resources = resources,
        };
    }

    /// <summary>
    /// A result without a proof, as the pipeline gives it: Cancelled for an error of the type
    /// <see cref="ProofErrorType.ProofGenerationCancelled"/>, else Failed.
    /// </summary>
    /// <param name="requestId">The request.</param>
    /// <param name="error">What went wrong.</param>
    /// <param name="timings">Where the time went.</param>
    /// <param name="plan">The plan that failed; null if there was none.</param>
    /// <param name="attempts">How many attempts were made; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of attempts is negative.</exception>
    public static ProofResult Ended(Guid requestId, ProofError error, ProofTimings timings = default, ProofPlan? plan = null, int attempts = 0)
    {
        ArgumentNullException.ThrowIfNull(error);
        ArgumentOutOfRangeException.ThrowIfNegative(attempts);
        return Ended(requestId, error, timings, default, plan?.Size, plan?.LinkCount ?? 0, attempts, isFromCache: false);
    }

    internal static ProofResult Ended(
        Guid requestId, ProofError error, ProofTimings timings, ProverResources resources, CircuitSize? circuit, int links, int attempts,
        bool isFromCache) =>
        new(
            requestId,
            error.Type == ProofErrorType.ProofGenerationCancelled ? ProofState.Cancelled : ProofState.Failed,
            proof: null)
        {
            Error = error,
            Timings = timings,
            Resources = resources,
            Circuit = circuit,
            LinkCount = links,
            Attempts = attempts,
            IsFromCache = isFromCache,
        };

    /// <summary>The same proof as the answer to another request of the same.</summary>
    internal ProofResult For(Guid requestId, ProofTimings timings) => new(requestId, this) { Timings = timings };
}
