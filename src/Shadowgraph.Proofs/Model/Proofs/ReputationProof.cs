using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// A proof about a reputation: one Groth16 proof, or a chain of them if the subject has more attestations than one circuit takes.
/// </summary>
/// <remarks>
/// That one exists means nothing: its properties are what it claims. Only <see cref="ReputationVerifier"/> says whether the claim holds.
/// The claim is read from the last link, as the others show nothing.
/// </remarks>
[JsonConverter(typeof(ExplicitJsonConverter<ReputationProof>))]
public sealed class ReputationProof
{
    /// <summary>
    /// The most links a proof has: 256. Even of the largest circuit they take fewer attestations than the sums have room for (2²⁰).
    /// </summary>
    public const int MaxLinks = 256;

    internal const string Kind = "reputation proof";

    /// <summary>Puts a proof together.</summary>
    /// <param name="size">The circuit of every link.</param>
    /// <param name="verificationKeyHash">Hash of the verification key it was made for: 64 lower-case hexadecimal digits.</param>
    /// <param name="links">The links in order, 1 to <see cref="MaxLinks"/>.</param>
    /// <exception cref="ProofFileException">A number or a signal is one that no proof has; the message names it.</exception>
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

    /// <summary>Hash of the verification key it was made for: 64 lower-case hexadecimal digits.</summary>
    public string VerificationKeyHash { get; }

    /// <summary>The links in order, at least one.</summary>
    public IReadOnlyList<ReputationProofLink> Links { get; }

    /// <summary>The root of the registry it is about.</summary>
    public Fr RegistryRoot { get; }

    /// <summary>The scope it is good for; see <see cref="ProofScope"/>.</summary>
    public Fr Scope { get; }

    /// <summary>What stands for a hidden subject within the scope; 0 if the subject is named.</summary>
    public Fr Nullifier { get; }

    /// <summary>The subject, or null if it is hidden.</summary>
    public EvmAddress? Subject { get; }

    /// <summary>Whom it is made out to.</summary>
    public EvmAddress Recipient { get; }

    /// <summary>The scores it leaves possible.</summary>
    public ScoreBounds Bounds { get; }

    /// <summary>The time at which evidence counted or was expired; whole seconds, UTC.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>Whether the subject is hidden.</summary>
    public bool IsAnonymous => Subject is null;

    /// <summary>Reads <see cref="ToJson"/>'s form.</summary>
    /// <param name="utf8">At most 1 MiB.</param>
    /// <exception cref="ProofFileException">It is too long, not JSON, or not of this form; the message names the field.</exception>
    public static ReputationProof FromJson(ReadOnlySpan<byte> utf8) => ReputationProofJson.Read(utf8);

    /// <summary>
    /// As JSON: {"format": "shadowgraph-reputation-proof/1", "circuit": "small", "verification_key": "64 hexadecimal digits", "links":
    /// [{"proof": as snarkjs's proof.json, "public": as its public.json}]}.
    /// </summary>
    public byte[] ToJson() => ReputationProofJson.Write(this);

    /// <summary>
    /// The call of <c>verifyProof</c> as a transaction carries it, selector and arguments encoded by the contract ABI: of one link, that of
    /// <see cref="ReputationContract.Export"/>'s contract; of several, that of <see cref="ReputationContract.ExportChain"/>'s. Neither says that the
    /// proof is valid, and a chain's call holds only what that contract takes: of the inner links, points and states.
    /// </summary>
    public byte[] ToSolidityCalldata() => ReputationCalldata.Encode(this);
}
