using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// A proof about a reputation: a Groth16 proof, or a chain of Groth16 proofs if the subject has more attestations than a circuit takes.
/// </summary>
/// <remarks>
/// The properties are unverified claims. Only <see cref="ReputationVerifier"/> decides whether the claim holds. The claim is in the last link;
/// earlier links show nothing.
/// </remarks>
[JsonConverter(typeof(ExplicitJsonConverter<ReputationProof>))]
public sealed class ReputationProof
{
    /// <summary>
    /// The maximum number of links of a proof: 256. With the largest circuit, 256 links take fewer attestations than the limit of the sums (2²⁰).
    /// </summary>
    public const int MaxLinks = 256;

    internal const string Kind = "reputation proof";

    /// <summary>Creates a proof from its parts.</summary>
    /// <param name="size">The circuit of every link.</param>
    /// <param name="verificationKeyHash">Hash of the proof's verification key: 64 lower-case hexadecimal digits.</param>
    /// <param name="links">The links in order, 1 to <see cref="MaxLinks"/>.</param>
    /// <exception cref="ProofFileException">A number or a signal is out of the range of valid proofs; the message names the place.</exception>
    public ReputationProof(CircuitSize size, string verificationKeyHash, IReadOnlyList<ReputationProofLink> links)
    {
        ArgumentNullException.ThrowIfNull(verificationKeyHash);
        ArgumentNullException.ThrowIfNull(links);
        if (!Enum.IsDefined(size)) throw new ProofFileException(Kind, "The circuit must be small, medium or large.");
        if (verificationKeyHash.Length != 64 || verificationKeyHash.Any(digit => !char.IsAsciiHexDigitLower(digit)))
            throw new ProofFileException(Kind, "The verification key's hash must be 64 lower-case hexadecimal digits.");
        if (links.Count is < 1 or > MaxLinks) throw new ProofFileException(
            Kind, $"A proof has 1 to {MaxLinks} links; this has {links.Count}.");

        Size = size;
        VerificationKeyHash = verificationKeyHash;
        Links = [.. links];
        var signals = Links[^1].Signals;
        RegistryRoot = signals[ReputationSignals.RegistryRoot];
        Scope = signals[ReputationSignals.Scope];
        Nullifier = signals[ReputationSignals.Nullifier];
        var subject = SignalReader.Address(signals, ReputationSignals.Subject);
        Subject = signals[ReputationSignals.Subject].IsZero ? null : subject;
        Recipient = SignalReader.Address(signals, ReputationSignals.Recipient);
        Bounds = SignalReader.Bounds(signals);
        AsOf = SignalReader.Time(signals, ReputationSignals.AsOf);
    }

    /// <summary>The circuit of every link.</summary>
    public CircuitSize Size { get; }

    /// <summary>Hash of the proof's verification key: 64 lower-case hexadecimal digits.</summary>
    public string VerificationKeyHash { get; }

    /// <summary>The links in order, at least one.</summary>
    public IReadOnlyList<ReputationProofLink> Links { get; }

    /// <summary>The root of the registry.</summary>
    public Fr RegistryRoot { get; }

    /// <summary>The scope of the proof; see <see cref="ProofScope"/>.</summary>
    public Fr Scope { get; }

    /// <summary>The nullifier of a hidden subject within the scope; 0 for a named subject.</summary>
    public Fr Nullifier { get; }

    /// <summary>The subject; null for a hidden subject.</summary>
    public EvmAddress? Subject { get; }

    /// <summary>The recipient of the proof.</summary>
    public EvmAddress Recipient { get; }

    /// <summary>The bounds of the score.</summary>
    public ScoreBounds Bounds { get; }

    /// <summary>The reference time for expiry; whole seconds, UTC.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>Whether the subject is hidden.</summary>
    public bool IsAnonymous => Subject is null;

    /// <summary>Reads the output of <see cref="ToJson"/>.</summary>
    /// <param name="utf8">At most 1 MiB.</param>
    /// <exception cref="ProofFileException">The text is too long, not JSON, or not of this form; the message names the field.</exception>
    public static ReputationProof FromJson(ReadOnlySpan<byte> utf8) => ReputationProofJson.Read(utf8);

    /// <summary>
    /// As JSON: {"format": "shadowgraph-reputation-proof/1", "circuit": "small", "verification_key": "64 hexadecimal digits", "links":
    /// [{"proof": as snarkjs's proof.json, "public": as its public.json}]}.
    /// </summary>
    public byte[] ToJson() => ReputationProofJson.Write(this);

    /// <summary>
    /// The calldata of <c>verifyProof</c>, selector and arguments encoded by the contract ABI: for a single link, for the contract of
    /// <see cref="ReputationContract.Export"/>; for several links, for the contract of <see cref="ReputationContract.ExportChain"/>. Calldata does
    /// not imply a valid proof, and the calldata of a chain holds only the inputs of that contract: of inner links, points and states.
    /// </summary>
    public byte[] ToSolidityCalldata() => ReputationCalldata.Encode(this);
}
