using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>The files that commands read.</summary>
internal static class InputFiles
{
    // A million public signals take 80 MB.
    private const long LargestJson = 256L << 20;

    public static ProvingKey ReadProvingKey(string path, CancellationToken cancellation)
    {
        using var stream = Open(path);
        return ProvingKey.Load(stream, cancellationToken: cancellation);
    }

    public static Witness ReadWitness(string path)
    {
        using var stream = Open(path);
        return Witness.Read(stream);
    }

    public static R1cs ReadConstraints(string path)
    {
        using var stream = Open(path);
        return R1cs.Read(stream);
    }

    public static byte[] ReadJson(string path)
    {
        using var stream = Open(path);
        if (stream.Length > LargestJson)
            throw new IOException($"'{path}' has {stream.Length} bytes; that is no file of this kind.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static FileStream Open(string path)
    {
        if (Directory.Exists(path)) throw new IOException($"'{path}' is a folder; name a file.");
        if (!File.Exists(path)) throw new IOException($"there is no file '{path}'.");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
    }
}
