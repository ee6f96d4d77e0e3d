using System.Text;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.Audit;
using Shadowgraph.Proofs.Tests.Caching;
using Shadowgraph.Proofs.Tests.ConstraintSystems.Files;
using Shadowgraph.Proofs.Tests.Groth16;
using Shadowgraph.Proofs.Tests.Interop;
using Shadowgraph.Proofs.Tests.Model.Attestations.Streams;

namespace Shadowgraph.Proofs.Tests.Fuzzing;

/// <summary>Every format that the library reads.</summary>
internal static class InputFormats
{
    private const string Attestations = """
        [{"source":"0x1111111111111111111111111111111111111111","target":"0x2222222222222222222222222222222222222222",
        "opinion":{"belief":0.6,"disbelief":0.3,"uncertainty":0.1,"base_rate":0.5},"weight":0.8,"attestation_type":"vouch",
        "created_at":1700000000,"expires_at":1800000000},
        {"source":"0x3333333333333333333333333333333333333333","target":"0x2222222222222222222222222222222222222222",
        "opinion":{"belief":0.1,"disbelief":0.3,"uncertainty":0.6,"base_rate":0.5},"weight":1,"attestation_type":"trust",
        "created_at":1700000000,"expires_at":null}]
        """;

    // On the thread that measures, and nothing kept for later keys.
    private static readonly ProvingKeyReadOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    public static InputFormat[] All { get; } =
    [
        new(
            "proof.json",
            [Case("mult.proof.json"), Case("alt_bn128.proof.json")],
            bytes => Groth16Proof.FromJson(bytes),
            typeof(ProofFileException)),
        new(
            "verification_key.json",
            [Case("mult.vk.json"), Case("nopub.vk.json")],
            bytes => VerifyingKey.FromJson(bytes),
            typeof(ProofFileException), typeof(ProvingKeyException)),
        new(
            "public.json",
            [Case("mult.public.json"), "null"u8.ToArray()],
            bytes => PublicSignals.FromJson(bytes),
            typeof(ProofFileException)),
        new(
            "reputation proof",
            [CachedProofs.Make(5).ToJson(), CachedProofs.Make(6, 2).ToJson()],
            bytes => ReputationProof.FromJson(bytes),
            typeof(ProofFileException)),
        new(
            "registry opening",
            [Opening(hidden: false), Opening(hidden: true)],
            bytes => RegistryOpening.FromJson(bytes),
            typeof(RegistryOpeningException)),
        new(
            "attestations",
            [Encoding.UTF8.GetBytes(Attestations)],
            bytes => AttestationJson.Read(bytes),
            typeof(InvalidAttestationException)),
        Records("attestations as JSON Lines", AttestationStreams.JsonLines),
        Records("attestations as an array in gzip", AttestationStreams.Compress(AttestationStreams.JsonArray)),
        Records("attestations as CSV", AttestationStreams.Csv),
        Records("attestations of EAS", AttestationStreams.EasAnswer),
        Binary(".r1cs", ["circom-2.0.8.r1cs", "unused-private-input.r1cs"], stream => R1cs.Read(stream)),
        Binary(".wtns", ["mult.wtns", "version1.wtns"], stream => Witness.Read(stream).Dispose()),
        Binary(".zkey", ["mult.zkey"], stream => ProvingKey.Load(stream, OneThread), typeof(ProvingKeyException)),
        Binary(".zkey to look at", ["mult.zkey"], Inspect, typeof(ProvingKeyException)),
        Binary("development .zkey", [DevelopmentKey()], stream => ProvingKey.Load(stream, OneThread), typeof(ProvingKeyException)),
        new("audit export", [new AuditWorld().Record(5).Export()], bytes => AuditVerifier.VerifyExport(bytes, AuditWorld.Key)),
        AuditFile(),
        AuditHead(),
        new("sealed cache entry", [Sealed()], Unseal, typeof(SealedEntryException)),
        new(
            "address",
            ["0x52908400098527886e0f7030069857d2e4169ee7"u8.ToArray()],
            bytes => EvmAddress.Parse(Encoding.UTF8.GetString(bytes)),
            typeof(FormatException)),
        new("identity secret", [Secret()], bytes => IdentitySecret.FromBytes(bytes).Dispose(), typeof(ArgumentException)),
    ];

    private static byte[] Case(string name) => CaseFiles.Read(name);

    /// <summary>A binary file, which is read from a stream that can seek and from one that can't.</summary>
    private static InputFormat Binary(string name, string[] cases, Action<Stream> read, params Type[] more) =>
        Binary(name, [.. cases.Select(Case)], read, more);

    private static InputFormat Binary(string name, byte[][] samples, Action<Stream> read, params Type[] more) => new(
        name,
        samples,
        bytes => read(bytes.Length % 2 == 0 ? new MemoryStream(bytes) : new ForwardOnlyStream(bytes)),
        [typeof(ProofFileException), .. more]);

    private static byte[] DevelopmentKey()
    {
        using var proving = new ProvingFixture(TestCircuit.All[0]);
        return proving.SaveKey();
    }

    private static InputFormat Records(string name, byte[] sample) => new(
        name, [sample], AttestationStreams.ReadAll, typeof(InvalidRecordException), typeof(InvalidDataException));

    private static void Inspect(Stream stream)
    {
        var inspected = ProvingKey.Inspect(stream, OneThread);
        _ = inspected.VerifyingKeyHash + inspected.CircuitHash + string.Join('\n', inspected.Contributions);
        inspected.VerifyingKeyToJson();
    }

    private static byte[] Opening(bool hidden)
    {
        var subject = EvmAddress.Parse("0x2222222222222222222222222222222222222222");
        using var secret = IdentitySecret.FromBytes(Secret());
        var registry = new AttestationRegistry();
        var attestations = AttestationJson.Read(Encoding.UTF8.GetBytes(Attestations));
        var neighbour = EvmAddress.Parse("0x4444444444444444444444444444444444444444");
        registry.Publish(neighbour, [attestations[0] with { Target = neighbour }]);
        if (hidden) registry.Publish(RegistrySubject.Hidden(subject, secret.Commitment), attestations);
        else registry.Publish(subject, attestations);
        return registry.Open(subject).ToJson();
    }

    private static byte[] Secret() => [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private static byte[] Sealed()
    {
        Span<byte> derived = stackalloc byte[SealedEntry.DerivedSize];
        return new SealedEntry(CachedProofs.Key(1), derived).Seal(CachedProofs.Make(5), DateTimeOffset.UnixEpoch);
    }

    private static void Unseal(byte[] entry)
    {
        Span<byte> derived = stackalloc byte[SealedEntry.DerivedSize];
        new SealedEntry(CachedProofs.Key(1), derived).Open(entry);
    }

    /// <summary>A file of the audit's folder, in its place among the others.</summary>
    private static InputFormat AuditFile()
    {
        using var made = new AuditFolder();
        made.Write(4);
        var sample = File.ReadAllBytes(made.Files[0]);
        var folder = new Lazy<AuditFolder>(() =>
        {
            var folder = new AuditFolder();
            folder.Write(4);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
            return folder;
        });
        return new("audit file", [sample], bytes =>
        {
            File.WriteAllBytes(folder.Value.Files[0], bytes);
            folder.Value.Verify();
        })
        {
            ShortRun = 150,
        };
    }

    /// <summary>The note of the last entry, by itself: the check of a whole folder waits for a writer that may be in the middle of the note.</summary>
    private static InputFormat AuditHead()
    {
        using var made = new AuditFolder();
        made.Write(4);
        var chain = new AuditChain(made.Key, AuditSeries.Main);
        return new("audit head", [File.ReadAllBytes(made.HeadPath)], bytes => AuditHeadNote.Read(new MemoryStream(bytes), chain));
    }
}
