using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Prepared;
using Shadowgraph.Proofs.Memory;
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
    private readonly IndexTable _rowA;
    private readonly IndexTable _rowB;
    private readonly PreparedKeyOrigin? _origin;
    private readonly CeremonyRecord _ceremony;
    private readonly RetryableLazy<string> _sha256;
    private readonly RetryableLazy<string?> _circuitHash;

    /// <param name="contents">Points must be on their curves; this constructor checks only the points of the verifying key.</param>
    /// <param name="sha256">Hash of the key's file; null for a key made in this process, and if not computed yet.</param>
    /// <param name="origin">The files of a key from a prepared file; null for any other key.</param>
    /// <exception cref="ProvingKeyException">The contents must not be used as a key.</exception>
    internal ProvingKey(ProvingKeyContents contents, string? sha256 = null, PreparedKeyOrigin? origin = null)
    {
        _ceremony = contents.Ceremony;
        VerifyingKey = VerifyingKey.Create(contents.VerifyingPoints, _ceremony.IsDevelopment, _ceremony.Listed);
        if (ProvingKeyRules.FindFault(contents) is { } fault) throw fault;
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
        FoldedC = contents.FoldedC;
        H = contents.H;
        _origin = origin;
        _sha256 = new RetryableLazy<string>(() => sha256 ?? _origin?.ComputeSha256() ?? Save(Stream.Null));
        _circuitHash = new RetryableLazy<string?>(ComputeCircuitHash);
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
    /// <see cref="Save(Stream)"/> writes. For a key loaded by a prepared file without a pinned hash, computed from the .zkey file on first use.
    /// </summary>
    /// <exception cref="IOException">
    /// The key was loaded by a prepared file, and the .zkey file cannot be read, or changed since.
    /// </exception>
    public string Sha256 => _sha256.Value;

    /// <summary>
    /// A hash of the key's circuit, in lower-case hexadecimal: of the size and of the A and B sides of the constraints, because a key does not contain
    /// the C sides. Null if the key lacks the rows that tie public signals to their values, which no regular circuit's key lacks. For a key loaded by a prepared file, a hash of the
    /// constraints in that file, which <see cref="BelongsTo"/> holds against the .zkey file in case of doubt.
    /// </summary>
    public string? CircuitHash => _circuitHash.Value;

    internal SparseRows Rows { get; }

    /// <summary>For each place of the domain the index of its row of A in <see cref="Rows"/>; -1 for an empty place.</summary>
    internal ReadOnlyMemory<int> RowA => _rowA.Memory;

    /// <summary>For each place of the domain the index of its row of B in <see cref="Rows"/>; -1 for an empty place.</summary>
    internal ReadOnlyMemory<int> RowB => _rowB.Memory;

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

    /// <summary>
    /// The points for C of all wires, public wires included, with the part of the quotient that comes from C: the quotient's scalars are then A·B
    /// alone. Null for keys of other programs. The points follow from <see cref="C"/>, <see cref="H"/> and the C sides of the constraints, which a
    /// key does not contain; a setup computes them from its secrets at the cost of any other points.
    /// </summary>
    internal PointTable<Fp>? FoldedC { get; }

    /// <summary>The wires are the places of the domain.</summary>
    internal PointTable<Fp> H { get; }

    internal CeremonyRecord Ceremony => _ceremony;

    /// <summary>Whether the points and the rows come from a prepared file, unchecked.</summary>
    internal bool IsPrepared => _origin is not null;

    /// <summary>This key, or the key from the .zkey file if the prepared file of this key proved faulty.</summary>
    internal ProvingKey Current => _origin?.Replacement ?? this;

    /// <summary>The .zkey file of which this key has exactly the content; null if not known. Set once, before the key is shared.</summary>
    internal ZkeyIdentity? FileIdentity { get; set; }

    /// <summary>Reads a .zkey file, of any circom circuit or written by <see cref="Save(Stream)"/>.</summary>
    /// <param name="stream">Read from its current position to the end, and left open. A stream without seeking is first copied into memory.</param>
    /// <param name="options">The checks; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ProofFileException">The file is malformed, truncated, or of a different proof system or curve.</exception>
    /// <exception cref="ProvingKeyException">The key is well-formed but must not be used.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
#pragma warning disable RS0026 // A stream and a path are never confused.
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

    /// <summary>
    /// Reads a .zkey file, or, if <see cref="ProvingKeyReadOptions.Prepared"/> says so, the verifying key in that file and the rest in the prepared file.
    /// </summary>
    /// <param name="path">The .zkey file.</param>
    /// <param name="options">The checks, and the use of a prepared file; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <inheritdoc cref="Load(Stream, ProvingKeyReadOptions?, CancellationToken)"/>
    public static ProvingKey Load(string path, ProvingKeyReadOptions? options = null, CancellationToken cancellationToken = default)
#pragma warning restore RS0026
    {
        ArgumentNullException.ThrowIfNull(path);
        return PreparedKeyFile.Load(path, options ?? new ProvingKeyReadOptions(), report: null, cancellationToken);
    }

    /// <summary>
    /// Reads a .zkey file with all checks, and makes the prepared file beside it: the same name with ".prepared" added, somewhat longer than the
    /// .zkey file, readable by this user only. An existing file is replaced, unless it is up to date; a process that has the old file mapped keeps the
    /// old content.
    /// </summary>
    /// <param name="path">The .zkey file.</param>
    /// <param name="options">The checks; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading and the writing.</param>
    /// <exception cref="IOException">The prepared file cannot be made, or a process is making it.</exception>
    /// <inheritdoc cref="Load(Stream, ProvingKeyReadOptions?, CancellationToken)"/>
    public static void Prepare(string path, ProvingKeyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var checks = (options ?? new ProvingKeyReadOptions()) with { Prepared = PreparedKeyUse.Map };
        var key = PreparedKeyFile.LoadZkey(path, checks, cancellationToken);
        var problem = key.FileIdentity is null
            ? "the .zkey file is a pipe, changed while it was read, or has more than a million public signals"
            : PreparedKeyFile.TryMake(key, path, checks.ExpectedSha256 is not null, cancellationToken);
        if (problem is not null) throw new IOException($"The prepared file of {path} could not be made: {problem}.");
    }

    /// <summary>
    /// Writes a .zkey file in the format of snarkjs, for a development key with a section that other programs ignore. In one pass: a crash leaves a
    /// truncated file, which every reader rejects.
    /// </summary>
    /// <param name="path">The file; an existing file is overwritten.</param>
    /// <returns>SHA-256 of the file's content, in lower-case hexadecimal.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public string Save(string path)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        return Save(stream);
    }

    /// <summary>
    /// Writes a .zkey file in the format of snarkjs, for a development key with a section that other programs ignore. Equal keys give equal bytes. A key
    /// loaded by a prepared file is first read from the .zkey file.
    /// </summary>
    /// <param name="stream">Written from its current position, and left open. Seeking is not required.</param>
    /// <returns>SHA-256 of the written bytes, in lower-case hexadecimal.</returns>
    public string Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ZkeyWriter.Write(_origin?.ReadZkey(this, CancellationToken.None) ?? this, stream);
    }

    /// <summary>
    /// Whether the key was made for a circuit: equal in size and in the A and B sides of all constraints. A key does not contain the C sides.
    /// </summary>
    /// <param name="r1cs">The circuit.</param>
    public bool BelongsTo(R1cs r1cs)
    {
        ArgumentNullException.ThrowIfNull(r1cs);
        if (r1cs.WireCount != WireCount || r1cs.PublicCount != PublicInputCount) return false;
        var expected = CircuitDigest.Of(r1cs);

        // Rows of a prepared file are unchecked: a mismatch may be damage.
        return Current.CircuitHash == expected || (IsPrepared && Replace(CancellationToken.None).CircuitHash == expected);
    }

    /// <summary>Gives up the prepared file of this key.</summary>
    /// <returns>The key from the .zkey file.</returns>
    /// <inheritdoc cref="PreparedKeyOrigin.Replace"/>
    internal ProvingKey Replace(CancellationToken cancellationToken) => _origin!.Replace(this, cancellationToken);

    private string? ComputeCircuitHash()
    {
        var hash = CircuitDigest.OfKey(WireCount, PublicInputCount, Rows, _rowA.Span, _rowB.Span);
        GC.KeepAlive(this);
        return hash;
    }
}
