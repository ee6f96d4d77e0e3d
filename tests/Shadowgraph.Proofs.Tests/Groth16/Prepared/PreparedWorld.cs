using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Prepared;

namespace Shadowgraph.Proofs.Tests.Groth16.Prepared;

/// <summary>A folder of this user alone with a key file, and a witness of its circuit.</summary>
internal sealed class PreparedWorld : IDisposable
{
    private readonly ProvingFixture _fixture;

    /// <param name="hasFoldedC">Whether the key has the points of <see cref="ProvingKey.FoldedC"/>, which replace those of C.</param>
    public PreparedWorld(bool hasFoldedC = true)
        : this(TestCircuit.Random(11, 200), hasFoldedC)
    {
    }

    public PreparedWorld(TestCircuit circuit, bool hasFoldedC = true)
    {
        _fixture = new ProvingFixture(circuit);
        Hash = (hasFoldedC ? _fixture.Key : ProvingFixture.WithoutFoldedC(_fixture.Key)).Save(ZkeyPath);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("prepared-").FullName;

    public string ZkeyPath => Path.Combine(Folder, "key.zkey");

    public string PreparedPath => ZkeyPath + ".prepared";

    /// <summary>SHA-256 of the .zkey file.</summary>
    public string Hash { get; }

    public ProvingFixture Made => _fixture;

    public bool HasPrepared => File.Exists(PreparedPath);

    public ProvingKey Load(PreparedKeyUse use = PreparedKeyUse.Map, string? hash = null, List<string>? reports = null) =>
        PreparedKeyFile.Load(
            ZkeyPath,
            new ProvingKeyReadOptions { Prepared = use, ExpectedSha256 = hash },
            problem =>
            {
                if (reports is null) return;
                lock (reports) reports.Add(problem);
            },
            CancellationToken.None);

    public void Prepare() => ProvingKey.Prepare(ZkeyPath);

    /// <summary>Changes the prepared file as an owner can: with another file of the same name.</summary>
    public void Change(Func<byte[], byte[]> change)
    {
        var bytes = change(File.ReadAllBytes(PreparedPath));
        File.Delete(PreparedPath);
        File.WriteAllBytes(PreparedPath, bytes);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(PreparedPath, UnixFileMode.UserRead);
    }

    /// <summary>Changes a section of the prepared file.</summary>
    public void ChangeSection(PreparedSection section, Action<Memory<byte>> change) => Change(bytes =>
    {
        var lengths = PreparedHeader.Read(bytes).Lengths;
        change(bytes.AsMemory((int)PreparedFormat.OffsetOf(section, lengths), (int)lengths[(int)section]));
        return bytes;
    });

    /// <summary>A damaged point, used by every proof.</summary>
    public void DamagePoint(PreparedSection section) => ChangeSection(section, points =>
    {
        for (var i = 0; i < points.Length; i += 64) points.Span[i + 3] ^= 1;
    });

    public Groth16Proof Prove(ProvingKey key, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        new Groth16Prover(key).Prove(_fixture.Witness, progress: progress, cancellationToken: cancellation);

    public bool Verifies(Groth16Proof proof) => new Groth16Verifier(_fixture.Key.VerifyingKey).Verify(proof, _fixture.Signals);

    /// <summary>A witness value that makes the proof wrong.</summary>
    public void SpoilWitness() => _fixture.Witness.Mutable[^1] += Fr.One;

    public void Dispose()
    {
        _fixture.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
