using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>The files that commands read; each may be a pipe. Errors name the path.</summary>
internal sealed class InputFiles(CancellationToken cancellation)
{
    // A million public signals take 80 MB.
    private const int LargestJson = 256 << 20;

    /// <summary>Loads a proving key, by the prepared file if there is one.</summary>
    public ProvingKey ReadProvingKey(string path) => Read(path, stream => stream.CanSeek
        ? ProvingKey.Load(path, new ProvingKeyReadOptions { Prepared = PreparedKeyUse.Map }, cancellation)
        : ProvingKey.Load(stream, cancellationToken: cancellation));

    /// <summary>Makes the prepared file of a proving key.</summary>
    public void Prepare(string path) => Read(path, stream =>
    {
        if (!stream.CanSeek) throw new IOException("it is a pipe; name a file.");
        ProvingKey.Prepare(path, cancellationToken: cancellation);
        return true;
    });

    /// <summary>Inspects a proving key, also a refused key.</summary>
    public ProvingKeyInspection InspectProvingKey(string path) =>
        Read(path, stream => ProvingKey.Inspect(stream, cancellationToken: cancellation));

    public Witness ReadWitness(string path) => Read(path, Witness.Read);

    public R1cs ReadConstraints(string path) => Read(path, R1cs.Read);

    public VerifyingKey ReadVerifyingKey(string path) => Read(path, stream => VerifyingKey.FromJson(ReadToEnd(stream)));

    public Fr[] ReadSignals(string path) => Read(path, stream => PublicSignals.FromJson(ReadToEnd(stream)));

    public Groth16Proof ReadProof(string path) => Read(path, stream => Groth16Proof.FromJson(ReadToEnd(stream)));

    private static byte[] ReadToEnd(Stream stream)
    {
        using var content = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int read; (read = stream.Read(chunk, 0, chunk.Length)) > 0;)
        {
            content.Write(chunk, 0, read);
            if (content.Length > LargestJson) throw new IOException($"it has more than {LargestJson} bytes: the file is not of the expected kind.");
        }

        return content.ToArray();
    }

    private T Read<T>(string path, Func<Stream, T> read)
    {
        using var stream = Open(path);
        try
        {
            return read(stream);
        }
        catch (Exception problem) when (problem is ProofFileException or ProvingKeyException or IOException)
        {
            throw new RefusedException($"'{path}': {problem.Message}");
        }
    }

    private Stream Open(string path)
    {
        if (Directory.Exists(path)) throw new IOException($"'{path}' is a folder; name a file.");
        if (!File.Exists(path)) throw new IOException($"there is no file '{path}'.");

        // Opening a pipe waits for its writer.
        var opening = Task.Run(
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan),
            CancellationToken.None);
        var stream = opening.WaitAsync(cancellation).GetAwaiter().GetResult();
        return stream.CanSeek ? stream : new InputStream(stream, cancellation);
    }
}
