using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>
/// A Groth16 proving key over BN254: the content of a .zkey file of circom and snarkjs, from a ceremony or made for development.
/// </summary>
/// <remarks>
/// Immutable and safe for concurrent use. A key is large: load a key once and share the instance. Holds no secrets.
/// </remarks>
public sealed class ProvingKey
{
    private readonly int[] _rowA;
    private readonly int[] _rowB;
    private readonly CeremonyRecord _ceremony;
    private readonly RetryableLazy<string> _sha256;
    private readonly RetryableLazy<string?> _circuitHash;

    /// <param name="contents">Points must be on their curves; this constructor checks only the points of the verifying key.</param>
    /// <param name="sha256">Hash of the key's file; null for a key made in this process.</param>
    /// <exception cref="ProvingKeyException">The contents must not be used as a key.</exception>
    internal ProvingKey(ProvingKeyContents contents, string? sha256 = null)
    {
        if (ProvingKeyRules.FindFault(contents) is { } fault) throw fault;
        _ceremony = contents.Ceremony;
        VerifyingKey = VerifyingKey.Create(contents.VerifyingPoints, _ceremony.IsDevelopment, _ceremony.Listed);
        WireCount = contents.WireCount;
        DomainSize = contents.DomainSize;
        Rows = contents.Rows;
        _rowA = contents.RowA;
        _rowB = contents.RowB;
        Beta1 = contents.Beta1;
        Delta1 = contents.Delta1;
        A = contents.A;
        B1 = contents.B1;
        B2 = contents.B2;
        C = contents.C;
        H = contents.H;
        _sha256 = new RetryableLazy<string>(() => sha256 ?? Save(Stream.Null));
        _circuitHash = new RetryableLazy<string?>(() => CircuitDigest.OfKey(WireCount, PublicInputCount, Rows, _rowA, _rowB));
    }

    /// <summary>The key that verifies proofs of this key.</summary>
    public VerifyingKey VerifyingKey { get; }

    /// <summary>Number of wires of the circuit, including the constant wire: the length of a witness.</summary>
    public int WireCount { get; }

    /// <summary>Number of public signals, outputs and inputs, without the constant wire.</summary>
    public int PublicInputCount => VerifyingKey.PublicInputCount;

    /// <summary>Size of the evaluation domain, a power of two: larger than the constraints and public signals together.</summary>
    public int DomainSize { get; }

    /// <summary>The contributions to the ceremony listed in the file, in order; empty for a development key.</summary>
    public IReadOnlyList<Contribution> Contributions => _ceremony.Contributions;

    /// <summary>The number of listed contributions, of participants and of beacons; zero for a development key.</summary>
    public ListedContributions ListedContributions => _ceremony.Listed!;

    /// <summary>
    /// Whether a single machine made the key, so that its operator can forge proofs. The mark survives contributions added with snarkjs.
    /// </summary>
    public bool IsDevelopmentKey => _ceremony.IsDevelopment;

    /// <summary>
    /// SHA-256, in lower-case hexadecimal, of the file from which the key was loaded; for a key made in this process, of the file that
    /// <see cref="Save(Stream)"/> writes.
    /// </summary>
    public string Sha256 => _sha256.Value;

    /// <summary>
    /// A hash of the key's circuit, in lower-case hexadecimal: of the size and of the A and B sides of the constraints, because a key does not contain
    /// the C sides. Null if the key lacks the rows that tie public signals to their values, which no regular circuit's key lacks.
    /// </summary>
    public string? CircuitHash => _circuitHash.Value;

    internal SparseRows Rows { get; }

    /// <summary>For each place of the domain the index of its row of A in <see cref="Rows"/>; -1 for an empty place.</summary>
    internal ReadOnlyMemory<int> RowA => _rowA;

    /// <summary>For each place of the domain the index of its row of B in <see cref="Rows"/>; -1 for an empty place.</summary>
    internal ReadOnlyMemory<int> RowB => _rowB;

    internal G1Affine Alpha1 => VerifyingKey.Alpha1;

    internal G1Affine Beta1 { get; }

    internal G2Affine Beta2 => VerifyingKey.Beta2;

    internal G1Affine Delta1 { get; }

    internal G2Affine Delta2 => VerifyingKey.Delta2;

    internal PointTable<Fp> A { get; }

    /// <summary>The points for B in G1, which most provers need to hide the witness. This prover does not use these points.</summary>
    internal PointTable<Fp> B1 { get; }

    /// <summary>The points for B in G2, for the same wires as <see cref="B1"/>.</summary>
    internal PointTable<Fp2> B2 { get; }

    /// <summary>Wires are numbered within the whole witness: the first follows the public signals.</summary>
    internal PointTable<Fp> C { get; }

    /// <summary>The wires are the places of the domain.</summary>
    internal PointTable<Fp> H { get; }

    internal CeremonyRecord Ceremony => _ceremony;

    /// <summary>Reads a .zkey file, of any circom circuit or written by <see cref="Save(Stream)"/>.</summary>
    /// <param name="stream">Read from its current position to the end, and left open. A stream without seeking is first copied into memory.</param>
    /// <param name="options">The checks; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ProofFileException">The file is malformed, truncated, or of a different proof system or curve.</exception>
    /// <exception cref="ProvingKeyException">The key is well-formed but must not be used.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ProvingKey Load(Stream stream, ProvingKeyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var inspection = ZkeyReader.Inspect(stream, options ?? new ProvingKeyReadOptions(), cancellationToken);
        return inspection.Key ?? throw inspection.Refusal!;
    }

    /// <summary>Reads a .zkey file and reports its contents, even if the file must not be used as a key.</summary>
    /// <param name="stream">Read from its current position to the end, and left open. A stream without seeking is first copied into memory.</param>
    /// <param name="options">The checks; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The contents, with the key, or with the reason of the refusal.</returns>
    /// <exception cref="ProofFileException">The file is malformed, truncated, or of a different proof system or curve.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ProvingKeyInspection Inspect(
        Stream stream, ProvingKeyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ZkeyReader.Inspect(stream, options ?? new ProvingKeyReadOptions(), cancellationToken);
    }

    /// <summary>Reads a .zkey file with the default options.</summary>
    /// <param name="path">The file.</param>
    /// <inheritdoc cref="Load(Stream, ProvingKeyReadOptions?, CancellationToken)"/>
    public static ProvingKey Load(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Load(stream);
    }

    /// <summary>Writes a .zkey file in the format of snarkjs, in one pass: a crash leaves a truncated file, which every reader rejects.</summary>
    /// <param name="path">The file; an existing file is overwritten.</param>
    /// <returns>SHA-256 of the file's content, in lower-case hexadecimal.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public string Save(string path)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        return Save(stream);
    }

    /// <summary>Writes a .zkey file in the format of snarkjs. Equal keys give equal bytes.</summary>
    /// <param name="stream">Written from its current position, and left open. Seeking is not required.</param>
    /// <returns>SHA-256 of the written bytes, in lower-case hexadecimal.</returns>
    public string Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ZkeyWriter.Write(this, stream);
    }

    /// <summary>
    /// Whether the key was made for a circuit: equal in size and in the A and B sides of all constraints. A key does not contain the C sides.
    /// </summary>
    /// <param name="r1cs">The circuit.</param>
    public bool BelongsTo(R1cs r1cs)
    {
        ArgumentNullException.ThrowIfNull(r1cs);
        return r1cs.WireCount == WireCount && r1cs.PublicCount == PublicInputCount && CircuitDigest.Of(r1cs) == CircuitHash;
    }
}
