using System.Security.Cryptography;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;

namespace Shadowgraph.Proofs.Benchmarks.Samples;

/// <summary>
/// Development keys, made once for each circuit and kept in the temporary folder: in the full mode each benchmark is a process of its own.
/// </summary>
internal static class SampleKeys
{
    /// <summary>The circuit's key.</summary>
    public static ProvingKey For(ConstraintSystem system)
    {
        var path = PathFor(system);
        if (File.Exists(path)) return ProvingKey.Load(path);
        var key = Groth16Setup.CreateDevelopmentKey(system.R1cs);
        var unfinished = $"{path}.{Environment.ProcessId}";
        key.Save(unfinished);
        File.Move(unfinished, path, overwrite: true);
        return key;
    }

    /// <summary>The file of the circuit's key, which depends on the circuit's constraints.</summary>
    private static string PathFor(ConstraintSystem system)
    {
        using var r1cs = new MemoryStream();
        system.R1cs.Write(r1cs);
        var hash = Convert.ToHexStringLower(SHA256.HashData(r1cs.GetBuffer().AsSpan(0, (int)r1cs.Length)));
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "shadowgraph-benchmarks"));
        return Path.Combine(folder.FullName, $"{system.Name}-{hash[..16]}.zkey");
    }
}
