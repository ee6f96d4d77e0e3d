using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The result of a request. Immutable.</summary>
[JsonConverter(typeof(ExplicitJsonConverter<ProofResult>))]
public sealed class ProofResult
{
    // Computed lazily; concurrent computations yield the same value.
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
    /// The public signals of the last link, which hold the claim, in the circuit's order: registryRoot, scope, nullifier, subject, recipient,
    /// minScore, maxScore, asOf, previousState, nextState. Empty unless completed; for the signals of earlier links see
    /// <see cref="ReputationProof.Links"/>.
    /// </summary>
    public ReadOnlySpan<Fr> PublicSignals => Proof is null ? default : Proof.Links[^1].Signals;

    /// <summary>
    /// The identifier of the proof: 0x and 64 hexadecimal digits in lower case, of SHA-256 over "shadowgraph.proofs/proof/v1" and a zero byte, the
    /// circuit size and the number of links in 4 bytes each, the verification key's hash, and for each link A, B, C and the signals, all numbers in
    /// 32 bytes, big-endian. Null unless completed.
    /// </summary>
    public string? Hash
    {
        get => Proof is null ? null : _hash ??= ProofDigest.Of(Proof);
        internal init => _hash = value;
    }

    /// <summary>
    /// The fused opinion and the score behind the proof; null unless completed. Confidential, for the owner only: never in a log, a cache, or shown
    /// to another user.
    /// </summary>
    public FusedOpinion? FusedOpinion { get; internal init; }

    /// <summary>The error; null if completed.</summary>
    public ProofError? Error { get; private init; }

    /// <summary>The time of each stage.</summary>
    public ProofTimings Timings { get; private init; }

    /// <summary>
    /// The machine resources used for the proof, in total for all requests that shared the proof; all zero unless completed, and for a cached proof.
    /// </summary>
    public ProverResources Resources { get; private init; }

    /// <summary>The circuit of the proof; null before the choice of a circuit.</summary>
    public CircuitSize? Circuit { get; internal init; }

    /// <summary>The number of links of the proof, or of the failed plan; 0 without a plan.</summary>
    public int LinkCount { get; internal init; }

    /// <summary>The number of attempts; 0 if the request ended before the first attempt, or was served from the cache.</summary>
    public int Attempts { get; internal init; }

    /// <summary>Whether the proof came from the cache.</summary>
    public bool IsFromCache { get; private init; }

    /// <summary>Returns this result if completed, otherwise throws.</summary>
    /// <exception cref="ProofErrorException">The result is not completed; the exception carries the error.</exception>
    public ProofResult EnsureCompleted() => Error is null ? this : throw new ProofErrorException(Error);

    /// <summary>The calldata for the verifier contract: see <see cref="ReputationProof.ToSolidityCalldata"/>.</summary>
    /// <exception cref="ProofErrorException">The result is not completed, so there is no proof; the exception carries the error.</exception>
    public byte[] ToSolidityCalldata() => EnsureCompleted().Proof!.ToSolidityCalldata();

    /// <summary>The parts that may be logged: nothing of proof or opinion.</summary>
    public override string ToString() =>
        $"{nameof(ProofResult)} {{ {RequestId}, {State}{(Error is null ? "" : $", {Error.Type}")}, Circuit = {Circuit}, "
        + $"Links = {LinkCount}, Attempts = {Attempts} }}";

    /// <summary>
    /// Writes the result as JSON in UTF-8: {"format": "shadowgraph-proof-result/1", ...}. Includes the opinion, so the text is for the owner only; an
    /// error is written without its exception.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// A number of the opinion is out of range, or the error's message is longer than 65 536 characters.
    /// </exception>
    public byte[] ToJson() => ProofResultJson.Write(this);

    /// <summary>Reads the output of <see cref="ToJson"/>. Validity of the proof is not checked: use a <see cref="ReputationVerifier"/>.</summary>
    /// <param name="utf8">The whole text.</param>
    /// <exception cref="ProofFileException">The text is not a result, of an unsupported version, or too large, or a value is out of
    /// range.</exception>
    public static ProofResult FromJson(ReadOnlySpan<byte> utf8) => ProofResultJson.Read(utf8);

    /// <summary>Creates a result with a proof, as returned by the pipeline; for tests of a host, and for custom pipelines.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="proof">The proof, which determines circuit and links.</param>
    /// <param name="opinion">The opinion behind the proof.</param>
    /// <param name="timings">The time of each stage.</param>
    /// <param name="attempts">The number of attempts; not negative.</param>
    /// <param name="isFromCache">Whether the proof came from the cache.</param>
    /// <param name="resources">The machine resources used.</param>
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
    /// Creates a result without a proof, as returned by the pipeline: Cancelled for an error of the type
    /// <see cref="ProofErrorType.ProofGenerationCancelled"/>, otherwise Failed.
    /// </summary>
    /// <param name="requestId">The request.</param>
    /// <param name="error">The error.</param>
    /// <param name="timings">The time of each stage.</param>
    /// <param name="plan">The failed plan, if any.</param>
    /// <param name="attempts">The number of attempts; not negative.</param>
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

    /// <summary>The same proof as the result of another, equal request.</summary>
    internal ProofResult For(Guid requestId, ProofTimings timings) => new(requestId, this) { Timings = timings };
}
