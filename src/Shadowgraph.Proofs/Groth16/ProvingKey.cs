using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>
/// A Groth16 proving key over BN254: what circom and snarkjs keep in a .zkey file, from a ceremony or made for development.
/// </summary>
/// <remarks>
/// Immutable and safe for concurrent use. It is large, so load it once and share it. It holds no secrets.
/// </remarks>
public sealed class ProvingKey
{
    private readonly int[] _rowA;
    private readonly int[] _rowB;
    private readonly CeremonyRecord _ceremony;
    private readonly RetryableLazy<string> _sha256;
    private readonly RetryableLazy<string?> _circuitHash;

    /// <param name="contents">Points must be on their curves; they are not checked here, except those of the verifying key.</param>
    /// <param name="sha256">Hash of the file it was read from; null if it was made in this process.</param>
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

    /// <summary>What verifies this key's proofs.</summary>
    public VerifyingKey VerifyingKey { get; }

    /// <summary>Number of wires of the circuit, the constant one included: the length of a witness.</summary>
    public int WireCount { get; }

    /// <summary>Number of public signals, outputs and inputs; the constant one is not among them.</summary>
    public int PublicInputCount => VerifyingKey.PublicInputCount;

    /// <summary>Size of the evaluation domain, a power of two: more than the constraints and public signals together.</summary>
    public int DomainSize { get; }

    /// <summary>The contributions to the ceremony that the file lists, in their order; none for a development key.</summary>
    public IReadOnlyList<Contribution> Contributions => _ceremony.Contributions;

    /// <summary>How many contributions the file lists, of participants and of beacons; none of either for a development key.</summary>
    public ListedContributions ListedContributions => _ceremony.Listed!;

    /// <summary>
    /// Whether one machine made the key, so that whoever ran it can forge proofs. The mark survives contributions added with snarkjs.
    /// </summary>
    public bool IsDevelopmentKey => _ceremony.IsDevelopment;

    /// <summary>
    /// SHA-256, in lower-case hexadecimal, of the file that the key was loaded from; for a key made in this process, of the file that
    /// <see cref="Save(Stream)"/> writes.
    /// </summary>
    public string Sha256 => _sha256.Value;

    /// <summary>
    /// A hash of the circuit that the key was made for, in lower-case hexadecimal: of its size and of the A and B sides of its constraints,
    /// for
    /// the C sides are not in a key. Null if the key lacks the rows that tie public signals to their values, as no circuit's key does.
    /// </summary>
    public string? CircuitHash => _circuitHash.Value;

    internal SparseRows Rows { get; }

    /// <summary>For each place of the domain its row of A among <see cref="Rows"/>; -1 if it is empty.</summary>
    internal ReadOnlyMemory<int> RowA => _rowA;

    /// <summary>For each place of the domain its row of B among <see cref="Rows"/>; -1 if it is empty.</summary>
    internal ReadOnlyMemory<int> RowB => _rowB;

    internal G1Affine Alpha1 => VerifyingKey.Alpha1;

    internal G1Affine Beta1 { get; }

    internal G2Affine Beta2 => VerifyingKey.Beta2;

    internal G1Affine Delta1 { get; }

    internal G2Affine Delta2 => VerifyingKey.Delta2;

    internal PointTable<Fp> A { get; }

    /// <summary>What other provers make B of in G1, to hide the witness. Proofs are made without it here.</summary>
    internal PointTable<Fp> B1 { get; }

    /// <summary>Its points belong to the same wires as those of <see cref="B1"/>.</summary>
    internal PointTable<Fp2> B2 { get; }

    /// <summary>Its wires are those of the whole witness: the first is the one after the public signals.</summary>
    internal PointTable<Fp> C { get; }

    /// <summary>Its wires are the places of the domain.</summary>
    internal PointTable<Fp> H { get; }

    internal CeremonyRecord Ceremony => _ceremony;

    /// <summary>Reads a .zkey file, of any circom circuit or written by <see cref="Save(Stream)"/>.</summary>
    /// <param name="stream">Read from its position to its end, and left open. It is copied into memory first if it can't seek.</param>
    /// <param name="options">How much to check; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ProofFileException">The file is malformed, truncated, for another proof system or for another curve.</exception>
    /// <exception cref="ProvingKeyException">The key is well-formed and must not be used.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ProvingKey Load(Stream stream, ProvingKeyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var inspection = ZkeyReader.Inspect(stream, options ?? new ProvingKeyReadOptions(), cancellationToken);
        return inspection.Key ?? throw inspection.Refusal!;
    }

    /// <summary>Reads a .zkey file and says what it holds, whether or not it may be used as a key.</summary>
    /// <param name="stream">Read from its position to its end, and left open. It is copied into memory first if it can't seek.</param>
    /// <param name="options">How much to check; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>What the file says, with the key, or with the reason why it is refused.</returns>
    /// <exception cref="ProofFileException">The file is malformed, truncated, for another proof system or for another curve.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
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

    /// <summary>Writes a .zkey file as snarkjs reads it, in one go: a crash leaves a truncated file, which no reader accepts.</summary>
    /// <param name="path">The file; one that exists is overwritten.</param>
    /// <returns>SHA-256 of the file's content, in lower-case hexadecimal.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    public string Save(string path)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        return Save(stream);
    }

    /// <summary>Writes a .zkey file as snarkjs reads it. The same key gives the same bytes.</summary>
    /// <param name="stream">Written from its position on, and left open. It need not be able to seek.</param>
    /// <returns>SHA-256 of what was written, in lower-case hexadecimal.</returns>
    public string Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ZkeyWriter.Write(this, stream);
    }

    /// <summary>
    /// Whether the key was made for a circuit: equal in size and in the A and B sides of all constraints. A key has no C sides.
    /// </summary>
    /// <param name="r1cs">The circuit.</param>
    public bool BelongsTo(R1cs r1cs)
    {
        ArgumentNullException.ThrowIfNull(r1cs);
        return r1cs.WireCount == WireCount && r1cs.PublicCount == PublicInputCount && CircuitDigest.Of(r1cs) == CircuitHash;
    }
}
